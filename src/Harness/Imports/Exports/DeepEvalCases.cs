using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Test cases of DeepEval, whose keys are spelled one way in a test run and another way in a dataset.</summary>
/// <param name="key">The key of a person's label in a test case's metadata.</param>
/// <param name="anyRange">Whether scores from 0 to 1 are wanted beside people's numbers of another range, as correlations take them.</param>
/// <param name="sheet">Takes them.</param>
internal sealed class DeepEvalCases(string key, bool anyRange, LabelSheet sheet)
{
    private const string Person = "reviewer";
    private const string Thumbs = "thumbs";
    private const string Stars = "stars";

    private static readonly string[] Extras = ["metadata", "additionalMetadata", "additional_metadata", "customColumnKeyValues", "custom_column_key_values"];

    private readonly List<(string Item, SourceJson Metric)> _metrics = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private int _count;
    private bool _passFail;

    /// <summary>Adds a test case and what people say of it; the metrics wait until it is known how people label.</summary>
    /// <param name="testCase">The test case.</param>
    /// <exception cref="JudgeEvalException">It is not as DeepEval writes it.</exception>
    public string Add(SourceJson testCase)
    {
        testCase.Members("a test case");
        string id = Id(testCase);
        sheet.Add(new ExportItem(id, Texts(testCase), testCase.Location));
        int before = _metrics.Count;
        bool labelled = AddLabels(testCase, id);
        foreach (SourceJson metric in Either(testCase, "metricsData", "metrics_data")?.Elements("the results of metrics") ?? [])
        {
            _metrics.Add((id, metric));
        }

        if (!labelled && _metrics.Count == before)
        {
            sheet.Skip(testCase.Location, "a test case with neither a label nor a metric");
        }

        return id;
    }

    /// <summary>
    /// Hands on the metrics: where people say pass or fail, whether a metric succeeded; where they give numbers, its score; in other
    /// words, nothing that could be compared, so that a metric is left out.
    /// </summary>
    /// <param name="target">Takes the errors.</param>
    public void Judge(ImportTarget target)
    {
        string[] questions = [.. sheet.Labelled];
        string[] words = [.. sheet.LabelsOf(key).Where(l => l != PassFail.Of(l)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _passFail = questions.Contains(key, StringComparer.Ordinal) && sheet.TryRespell(key, PassFail.Of);
        if (_passFail && words.Length > 0)
        {
            sheet.Note($"people's labels {string.Join(", ", words.Select(w => $"'{w}' is read as {PassFail.Of(w)}"))}, as metrics say");
        }

        // What a metric says to a question hangs on all labels of the question, which are many: it is decided once.
        (string Question, Reading Reading)[] asked = [.. (questions.Length > 0 ? questions : [key]).Select(q => (q, ReadingOf(q)))];
        foreach ((string item, SourceJson metric) in _metrics)
        {
            foreach ((string question, Reading reading) in asked)
            {
                target.Try(() => Judge(question, reading, item, metric));
            }
        }
    }

    /// <summary>The scale of a question, where it is known.</summary>
    /// <param name="question">The question.</param>
    public LabelScale? ScaleOf(string question) => question switch
    {
        Thumbs => LabelScale.Ordinal(0, 1),
        Stars => LabelScale.Ordinal(1, 5),
        _ => _passFail ? PassFail.Scale : PassFail.ScoreScale(sheet.LabelsOf(question)),
    };

    private Reading ReadingOf(string question) => (question == key && _passFail) || question == Thumbs ? Reading.Success
        : !sheet.LabelsOf(question).All(l => FiniteNumber.TryRead(l, out _)) ? Reading.Words
        : anyRange || (question != Stars && PassFail.ScoreScale(sheet.LabelsOf(question)) is not null) ? Reading.Score
        : Reading.OtherRange;

    private string Judge(string question, Reading reading, string item, SourceJson metric)
    {
        string name = metric.Required("name").Scalar();
        string? reason = metric.Optional("reason") is { Kind: JsonValueKind.String } text ? text.Text() : null;
        SourceJson? score = metric.Optional("score");
        if (reading == Reading.Words)
        {
            sheet.Skip(metric.Location, "a metric's score beside labels that are words");
        }
        else if (reading == Reading.OtherRange)
        {
            sheet.Skip(metric.Location, "a metric's score from 0 to 1 beside people's numbers of another range; --level interval keeps it, for correlations");
        }
        else if (metric.Optional("error") is { } error)
        {
            string detail = ExportText.Of(error);
            FailureKind kind = detail.Contains("JSON", StringComparison.Ordinal) ? FailureKind.Unparsable : FailureKind.Transport;
            sheet.Judge(question, name, item, new RecordedVerdict { Failure = new JudgeFailure(kind, detail) }, metric.Location);
        }
        else if (reading == Reading.Success)
        {
            SourceJson success = metric.Required("success");
            string label = success.Kind is JsonValueKind.True or JsonValueKind.False
                ? success.Scalar()
                : throw success.Wrong("true or false is expected", "a metric succeeds or fails");
            string spelled = question == Thumbs ? label == "true" ? "1" : "0" : PassFail.Of(label)!;
            sheet.Judge(question, name, item, new RecordedVerdict { Label = spelled, Rationale = reason, Score = score?.Number() }, metric.Location);
        }
        else if (score is null)
        {
            sheet.Skip(metric.Location, "a metric without a score");
        }
        else
        {
            sheet.Judge(question, name, item, new RecordedVerdict { Label = LabelText.Of(score.Number()), Rationale = reason }, metric.Location);
        }

        return name;
    }

    private bool AddLabels(SourceJson testCase, string id)
    {
        bool any = false;
        IEnumerable<SourceJson> places = [testCase, .. Extras.Select(testCase.Optional).OfType<SourceJson>()];
        foreach (SourceJson label in places.Select(p => p.Optional(key)).OfType<SourceJson>())
        {
            any = true;
            if (label.Kind != JsonValueKind.Object)
            {
                sheet.Annotate(key, new SheetLabel(id, Person, label.Scalar(), label.Location));
                continue;
            }

            foreach ((string person, SourceJson said) in label.Properties.Where(p => !p.Value.IsNull))
            {
                sheet.Annotate(key, new SheetLabel(id, person.Trim(), said.Scalar(), said.Location));
            }
        }

        foreach (SourceJson place in new[] { testCase, testCase.Optional("trace") }.OfType<SourceJson>())
        {
            foreach (SourceJson annotation in place.Optional("annotations")?.Elements("a list of annotations") ?? [])
            {
                any = true;
                Annotate(id, annotation);
            }
        }

        return any;
    }

    private void Annotate(string id, SourceJson annotation)
    {
        SourceJson rating = annotation.Required("rating");
        string type = annotation.Optional("type")?.Scalar() ?? "THUMBS_RATING";
        string question = type switch
        {
            "THUMBS_RATING" => Thumbs,
            "FIVE_STAR_RATING" => Stars,
            _ => throw annotation.Required("type").Wrong($"the rating '{type}' is not known", "a rating is THUMBS_RATING or FIVE_STAR_RATING"),
        };
        string person = (annotation.Optional("userId") ?? annotation.Optional("user_id") ?? annotation.Optional("annotator"))?.Scalar() is { Length: > 0 } name ? name : Person;
        string? explanation = annotation.Optional("explanation") is { } text ? ExportText.Of(text) : null;
        sheet.Annotate(question, new SheetLabel(id, person, LabelText.Of(rating.Number()), rating.Location) { Explanation = explanation });
    }

    // Names are made of the test's name and a number, and need not be unique when runs are joined.
    private string Id(SourceJson testCase)
    {
        _count++;
        string name = testCase.Optional("name")?.Scalar() is { Length: > 0 } stated ? stated : ExportIds.Row(_count);
        int times = _names[name] = _names.GetValueOrDefault(name) + 1;
        return times == 1 ? name : $"{name}-{ExportIds.Row(_count)}";
    }

    private static ImmutableArray<KeyValuePair<string, string>> Texts(SourceJson testCase)
    {
        var texts = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        if (testCase.Optional("turns") is { } turns)
        {
            string scenario = testCase.Optional("scenario") is { } stated ? ExportText.Of(stated) : "";
            texts.Add(KeyValuePair.Create("context", scenario));
            texts.Add(KeyValuePair.Create("response", ExportText.Of(turns)));
            return texts.ToImmutable();
        }

        Add("input", testCase.Required("input"));
        Add("expected output", Either(testCase, "expectedOutput", "expected_output"));
        Add("context", testCase.Optional("context"));
        Add("retrieval context", Either(testCase, "retrievalContext", "retrieval_context"));
        string context = texts.Count == 1 ? texts[0].Value : string.Join("\n\n", texts.Select(t => $"{t.Key}: {t.Value}"));
        string response = Either(testCase, "actualOutput", "actual_output") is { } output ? ExportText.Of(output) : "";
        return [KeyValuePair.Create("context", context), KeyValuePair.Create("response", response)];

        void Add(string name, SourceJson? value)
        {
            if (value is not null && !(value.Kind == JsonValueKind.Array && value.Elements(name).Count == 0))
            {
                string text = value.Kind == JsonValueKind.Array ? string.Join("\n", value.Elements(name).Select(ExportText.Of)) : ExportText.Of(value);
                texts.Add(KeyValuePair.Create(name, text));
            }
        }
    }

    private static SourceJson? Either(SourceJson value, string camel, string snake) => value.Optional(camel) ?? value.Optional(snake);

    /// <summary>What of a metric can be compared with people's labels.</summary>
    private enum Reading
    {
        /// <summary>Whether it succeeded.</summary>
        Success,

        /// <summary>Its score.</summary>
        Score,

        /// <summary>Nothing: people use other words.</summary>
        Words,

        /// <summary>Nothing: people's numbers are of another range than a score.</summary>
        OtherRange,
    }
}
