using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// JudgeBench: pairs of responses of which one is right, and judges' decisions in two games, the second with the responses
/// exchanged. Each model whose responses are judged becomes a dataset.
/// </summary>
/// <remarks>
/// Tan et al. (2024), "JudgeBench: A Benchmark for Evaluating LLM-based Judges", arXiv:2410.12784. The second game's decision is published as
/// the judge gave it, in the order it saw; it is turned back here, as verdicts stand in the dataset's own order.
/// </remarks>
internal sealed class JudgeBenchPairsImporter : IDatasetImporter
{
    private const string ResponseModel = "response_model";
    private const string PromptName = "judge_name";
    private const string JudgeModel = "judge_model";
    private const string Pair = "pair_id";
    private const string Topic = "source";
    private const string Label = "label";
    private const string First = "decision_game1";
    private const string Second = "decision_game2_swapped";
    private const string Annotator = "answer-key";

    /// <inheritdoc/>
    public string Format => "judgebench";

    /// <inheritdoc/>
    public string Description => "JudgeBench: pairs with an objective label, two games";

    /// <inheritdoc/>
    public string Source => "a CSV table verdicts.csv (also .gz), or its folder: pairs with an objective label and judges' decisions in both orders";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        if (PublishedTable.Read(request, target, Format, "verdicts.csv", ',', ResponseModel, PromptName, JudgeModel, Pair, Topic, Label, First, Second) is not { } source)
        {
            return;
        }

        Dictionary<string, Responses> datasets = new(StringComparer.Ordinal);
        foreach (CsvRow row in source.Table.Rows.Where(r => source.Has(r, target, ResponseModel, JudgeModel, Pair)))
        {
            string model = source.Cell(row, ResponseModel);
            if (!datasets.TryGetValue(model, out Responses? dataset))
            {
                string name = VerdictFileName.Safe(model);
                if (datasets.Keys.FirstOrDefault(k => VerdictFileName.Safe(k) == name) is { } other)
                {
                    target.Error("JE1645", source.At(row, ResponseModel), $"the models '{model}' and '{other}' would be one dataset, '{name}'", "a dataset's name keeps letters, digits, '.', '_' and '-' alone", "rename one of them");
                }

                datasets.Add(model, dataset = new Responses(target.Begin(Head($"{request.Name ?? Format}-{name}", model, source.Table.Path))));
            }

            dataset.Add(source, row, target);
        }

        foreach (Responses dataset in datasets.Values)
        {
            dataset.End(source);
        }
    }

    private static ImportHead Head(string name, string model, string path) => new()
    {
        Info = new DatasetInfo
        {
            Name = name,
            Description = $"Pairs of responses of {model}, of which one is right",
            Source = "JudgeBench, arXiv:2410.12784; github.com/ScalerLab/JudgeBench",
            Licence = "none stated",
            Card = ImportCard.Of(
                ("annotator", "no people: the label is objective, by a check of the answers"),
                ("licence", "the repository states none: ask the authors before passing the data on"),
                ("order", "the decisions of the second game were turned back into the pair's own order"),
                ("texts", "not part of the published table: the context is the source's name, and the responses are the pair's id with the side")),
        },
        Path = path,
        Shape = TaskShape.Preference,
        Scale = LabelScale.Preference(withMagnitude: false),
        Subjectivity = Subjectivity.Manifest,
    };

    private static string? Side(string decision, bool swapped) => (decision, swapped) switch
    {
        ("A>B", false) or ("B>A", true) => "A",
        ("B>A", false) or ("A>B", true) => "B",
        ("A=B", _) => "N",
        _ => null,
    };

    /// <summary>The pairs of one model's responses.</summary>
    private sealed class Responses(DatasetTarget dataset)
    {
        private readonly Dictionary<string, (string Label, SourceLocation At)> _labels = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, int> _undecided = new(StringComparer.Ordinal);

        public void Add(PublishedTable source, CsvRow row, ImportTarget target)
        {
            string id = source.Cell(row, Pair), topic = source.Cell(row, Topic), model = source.Cell(row, JudgeModel), prompt = source.Cell(row, PromptName);
            dataset.MentionItem(
                new JudgeItem { Id = id, Context = topic, ResponseA = $"{id}/A", ResponseB = $"{id}/B", Tags = topic.Length > 0 ? ImportCard.Of(("source", topic)) : ImportCard.Of() },
                source.At(row, Pair));
            Annotate(id, source.Cell(row, Label), source.At(row, Label), target);
            var judge = new JudgeIdentity { Name = model, Model = model, Prompt = prompt.Length > 0 ? prompt : null };
            Judge(judge, id, PresentationOrder.Original, source.Cell(row, First), source.At(row, First));
            Judge(judge, id, PresentationOrder.Swapped, source.Cell(row, Second), source.At(row, Second));
        }

        public void End(PublishedTable source)
        {
            foreach ((string judge, int count) in _undecided)
            {
                dataset.Note(string.Create(CultureInfo.InvariantCulture, $"{judge}: {count} decision{(count == 1 ? " is" : "s are")} none of A>B, B>A and A=B; kept as unparsable"));
            }

            source.NoteUnused(dataset);
        }

        private void Annotate(string id, string label, SourceLocation at, ImportTarget target)
        {
            if (_labels.TryGetValue(id, out (string Label, SourceLocation At) first))
            {
                if (first.Label != label)
                {
                    target.Error("JE1641", at, $"the pair '{id}' has the label '{label}' here and '{first.Label}' at {first.At}", "the rows of a pair repeat its label", "write the same label in every row of the pair");
                }

                return;
            }

            _labels.Add(id, (label, at));
            if (Side(label, swapped: false) is { } side)
            {
                dataset.Annotate(id, Annotator, side, at);
            }
            else
            {
                target.Error("JE1640", at, $"the label '{label}' is none of A>B, B>A and A=B", "it tells which response is right", "mend the label");
            }
        }

        private void Judge(JudgeIdentity judge, string id, PresentationOrder order, string decision, SourceLocation at)
        {
            RecordedVerdict verdict;
            if (Side(decision, order == PresentationOrder.Swapped) is { } side)
            {
                verdict = new RecordedVerdict { Label = side };
            }
            else
            {
                _undecided[judge.Name] = _undecided.GetValueOrDefault(judge.Name) + 1;
                string detail = decision.Length == 0 ? "no decision was parsed" : $"'{decision}' is not a decision";
                verdict = new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Unparsable, detail, decision) };
            }

            dataset.AddVerdict(judge, new Judgement(id, 0, order, verdict), at);
        }
    }
}
