using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>The scores of Langfuse and the texts that they are of.</summary>
/// <param name="columns">The names that the user gives: scores of people and of judges among those whose source does not say.</param>
/// <param name="sheet">Takes them.</param>
internal sealed class LangfuseScores(ImportColumns columns, LabelSheet sheet)
{
    /// <summary>The label of a score that is true.</summary>
    public const string True = "True";

    /// <summary>The label of a score that is false.</summary>
    public const string False = "False";

    private readonly Dictionary<string, LangfuseRecord> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Trace, string? Texts, SourceLocation At)> _items = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly SortedDictionary<string, HashSet<string>> _types = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Type, string Item, string Label, LangfuseRecord Score)> _evaluations = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private bool _anyTexts;

    /// <summary>The values of a score that are read.</summary>
    public static IReadOnlyList<string> Read { get; } =
    [
        "id", "name", "source", "value", "stringValue", "dataType", "traceId", "observationId", "sessionId", "datasetRunId", "authorUserId", "comment", "timestamp",
    ];

    /// <summary>Whether people's scores of a name are all true or false.</summary>
    /// <param name="question">The name.</param>
    public bool IsBoolean(string question) => _types.TryGetValue(question, out HashSet<string>? types) && types.All(t => t == "BOOLEAN");

    /// <summary>Adds a row.</summary>
    /// <param name="record">The row.</param>
    /// <exception cref="JudgeEvalException">The row is not as Langfuse writes it.</exception>
    public string Add(LangfuseRecord record)
    {
        if (record.IsScore)
        {
            // Pages may overlap. A verdict that is read again is no second verdict.
            if (record.Text("id") is { } score && !_ids.Add(score))
            {
                sheet.Skip(record.At, "a score that stands twice; the first one counts");
            }
            else
            {
                AddScore(record);
            }

            return "";
        }

        if (!record.HasTexts || record.Text("id") is not { } id)
        {
            throw ImportErrors.Fatal(
                "JE1650", record.At, "this is neither a score nor a trace or an observation of Langfuse",
                $"the names are {string.Join(", ", record.Values.Keys.Select(k => $"'{k}'"))}",
                "export scores with name, source and value, and traces or observations with id, input and output");
        }

        _anyTexts = true;
        if (!_texts.TryAdd(id, record))
        {
            sheet.Skip(record.At, "a trace or an observation that stands twice; the first one counts");
        }

        return id;
    }

    /// <summary>Hands on the items and the verdicts, once it is known what people score.</summary>
    public string End()
    {
        foreach (var evaluation in _evaluations)
        {
            string[] questions = QuestionsOf(evaluation.Name, evaluation.Type);
            if (questions.Length == 0)
            {
                sheet.Skip(evaluation.Score.At, $"the evaluation '{evaluation.Name}' is of no one question of people; --judge {evaluation.Name} takes it as a judge of each");
            }

            foreach (string question in questions)
            {
                sheet.Judge(
                    question, evaluation.Name, evaluation.Item, new RecordedVerdict { Label = evaluation.Label, Rationale = evaluation.Score.Text("comment") },
                    evaluation.Score.Place("value"));
            }
        }

        int textless = 0;
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (string id in _order)
        {
            (string? trace, string? key, SourceLocation at) = _items[id];
            LangfuseRecord? texts = key is null ? null : _texts.GetValueOrDefault(key);
            if (texts is not null)
            {
                used.Add(key!);
            }
            else
            {
                textless++;
            }

            sheet.Add(new ExportItem(id, texts is null ? [] : [KeyValuePair.Create("context", texts.Text("input") ?? ""), KeyValuePair.Create("response", texts.Text("output") ?? "")], at)
            {
                Cluster = trace == id ? null : trace,
            });
        }

        foreach (LangfuseRecord record in _texts.Where(t => !used.Contains(t.Key)).Select(t => t.Value))
        {
            sheet.Skip(record.At, "a trace or an observation without a score");
        }

        if (!_anyTexts)
        {
            sheet.Note("no traces or observations are given, so that an item's text is its id; give their export as a second source");
        }
        else if (textless > 0)
        {
            string items = textless == 1 ? "1 item has" : string.Create(CultureInfo.InvariantCulture, $"{textless} items have");
            sheet.Note($"{items} no trace or observation among the sources, so that the text is the id");
        }

        return "";
    }

    private string[] QuestionsOf(string name, string type) => _types.ContainsKey(name) ? [name]
        : columns.Judge.Contains(name, StringComparer.Ordinal) || (columns.Judge.IsEmpty && _types.Count == 1 && _types.Values.First().Contains(type)) ? [.. _types.Keys]
        : [];

    private void AddScore(LangfuseRecord score)
    {
        string name = score.Text("name") ?? throw Wrong(score, "name", "a score without a name");
        string item = ItemOf(score);
        string type = score.Text("dataType") ?? (score.Text("value") is { } number && FiniteNumber.TryRead(number, out _) && score.Text("stringValue") is null ? "NUMERIC" : "CATEGORICAL");
        string source = score.Text("source") ?? "";
        if (Label(score, type) is not { } label)
        {
            sheet.Skip(score.At, type is "NUMERIC" or "BOOLEAN" or "CATEGORICAL" ? "a score without a value" : $"a score of the type '{type}' gives no label");
            return;
        }

        bool named = source == "API" && columns.Human.Contains(name, StringComparer.Ordinal);
        if (source == "ANNOTATION" || named)
        {
            if (!_types.TryGetValue(name, out HashSet<string>? types))
            {
                _types.Add(name, types = new HashSet<string>(StringComparer.Ordinal));
            }

            types.Add(type);
            sheet.Annotate(name, new SheetLabel(item, score.Text("authorUserId") ?? (named ? "user" : "annotator"), label, score.Place("value"))
            {
                Explanation = score.Text("comment"), Time = score.Text("timestamp"),
            });
        }
        else if (source == "EVAL" || (source == "API" && columns.Judge.Contains(name, StringComparer.Ordinal)))
        {
            _evaluations.Add((name, type, item, label, score));
        }
        else if (source == "API")
        {
            sheet.Skip(score.At, $"the score '{name}' has the source API, which does not say who gave it: --human {name} takes it as a person's, --judge {name} as a judge's");
        }
        else
        {
            throw Wrong(score, "source", $"the source '{source}' is not known");
        }
    }

    private static string? Label(LangfuseRecord score, string type)
    {
        string? value = score.Text("value");
        switch (type)
        {
            case "NUMERIC":
                return value is null ? null : FiniteNumber.TryRead(value, out double number) ? LabelText.Of(number) : throw Wrong(score, "value", $"'{value}' is not a number");
            case "BOOLEAN":
                return (score.Text("stringValue") ?? value)?.ToLowerInvariant() switch
                {
                    null => null,
                    "1" or "1.0" or "true" => True,
                    "0" or "0.0" or "false" => False,
                    var other => throw Wrong(score, "value", $"'{other}' is neither true nor false"),
                };
            case "CATEGORICAL":
                return (score.Text("stringValue") ?? value)?.Trim();
            default:
                return null;
        }
    }

    // A score is of an observation, else of a trace, a session or a run of a dataset.
    private string ItemOf(LangfuseRecord score)
    {
        string? trace = score.Text("traceId");
        string? observation = score.Text("observationId");
        string id = observation is not null ? $"{trace ?? "?"}/{observation}"
            : trace ?? (score.Text("sessionId") is { } session ? $"session/{session}" : null)
            ?? (score.Text("datasetRunId") is { } run ? $"run/{run}" : null)
            ?? throw Wrong(score, "traceId", "a score of no trace, observation, session or run");
        if (_items.TryAdd(id, (trace, observation ?? trace, score.At)))
        {
            _order.Add(id);
        }

        return id;
    }

    private static JudgeEvalException Wrong(LangfuseRecord score, string name, string what) => ImportErrors.Fatal(
        "JE1653", score.Place(name), what, "the scores of Langfuse are written otherwise", "export the scores anew, or mend the row");
}
