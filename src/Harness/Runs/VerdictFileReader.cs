using System.Globalization;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Reads a verdict file line by line, gathering every error before it gives up.</summary>
internal sealed class VerdictFileReader(string path)
{
    private static readonly string[] HeaderFields = ["format", "judge", "dataset", "partial", "createdWith"];

    private static readonly string[] DatasetFields = ["name", "hash"];

    private static readonly string[] LineFields =
        ["item", "repeat", "order", "label", "failure", "probabilities", "candidates", "votes", "score", "rationale", "usage"];

    private readonly List<Diagnostic> _errors = [];
    private readonly List<Judgement> _judgements = [];
    private readonly Dictionary<(string, int, PresentationOrder), int> _lines = [];
    private bool _begun;
    private bool _foreign;
    private JudgeIdentity? _judge;
    private string? _dataset;
    private string? _datasetHash;
    private PartialRun? _partial;

    public void Take(ReadOnlySpan<byte> line, int number, bool closed)
    {
        // After a header of another format every line would be wrong, which says nothing.
        if (line.IsEmpty || _foreign)
        {
            return;
        }

        bool header = !_begun;
        _begun = true;
        if (!JsonLine.TryRead(line, out List<JsonField> fields, out string? error, out int column))
        {
            bool encoding = StrictUtf8.ColumnOfBadByte(line) != 0;
            _errors.Add(new Diagnostic(
                encoding ? "JE1902" : "JE1903",
                error,
                "a verdict file has one JSON object in UTF-8 on each line",
                closed ? "correct the line" : "correct the line, or write the file again: it may have been cut off",
                new SourceLocation(path, number, column)));
            return;
        }

        var values = new VerdictFields(path, number, fields, _errors);
        if (header)
        {
            Header(values);
        }
        else
        {
            Judgement(values, number);
        }
    }

    public VerdictSet Finish()
    {
        if (!_begun)
        {
            _errors.Add(NoHeader(new SourceLocation(path, 1, 1), "the verdict file is empty"));
        }

        return _errors.Count == 0
            ? new VerdictSet(_judge!, _dataset, _datasetHash, _judgements) { Path = path, Partial = _partial }
            : throw new JudgeEvalException([.. _errors]);
    }

    private static Diagnostic NoHeader(SourceLocation place, string what) => new(
        "JE1907",
        what,
        "the first line of a verdict file names its format and its judge",
        $$$"""let the first line be {"format":"{{{VerdictFile.Format}}}","judge":{"name":"…"}}""",
        place);

    private void Header(VerdictFields values)
    {
        if (values.Find("format") is not { } format)
        {
            _errors.Add(NoHeader(new SourceLocation(path, 1, 1), "the verdict file has no header with a format"));
            return;
        }

        if (format is not { Kind: JsonValueKind.String, Text: VerdictFile.Format })
        {
            _foreign = true;
            _errors.Add(NoHeader(new SourceLocation(path, 1, format.Column), $"the file's format is '{format.Text}', not '{VerdictFile.Format}'"));
            return;
        }

        values.Refuse(HeaderFields);
        Dictionary<string, string?>? dataset = values.Texts("dataset", DatasetFields);
        _dataset = dataset?.GetValueOrDefault("name");
        _datasetHash = dataset?.GetValueOrDefault("hash");
        _partial = Partial(values);
        _judge = JudgeFields.Read(values);
    }

    private static PartialRun? Partial(VerdictFields values)
    {
        if (values.Find("partial") is not { } field)
        {
            return null;
        }

        if (Count(field, "asked") is int asked && Count(field, "of") is int of && asked <= of)
        {
            return new PartialRun(asked, of);
        }

        values.Error(
            "JE1906",
            "the header's 'partial' does not say how much was asked",
            "it has two whole numbers, the items that were asked and those of the dataset",
            "let it be, for example, {\"asked\":120,\"of\":1000}, or remove it where all were asked",
            field.Column);
        return null;
    }

    private static int? Count(JsonField field, string name) =>
        field.Kind == JsonValueKind.Object && field.Element.TryGetProperty(name, out JsonElement element)
        && element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int count) && count >= 0 ? count : null;

    /// <summary>The judgement of a line; <see langword="null"/> when something is wrong with it.</summary>
    public static Judgement? Read(VerdictFields values)
    {
        int before = values.ErrorCount;
        values.Refuse(LineFields);
        string? item = values.Required("item");
        int repeat = values.Repeat();
        PresentationOrder order = values.Order();
        bool labelled = values.Find("label") is not null;
        bool failed = values.Find("failure") is not null;
        if (labelled == failed)
        {
            values.Error(
                "JE1908",
                labelled ? "the line has both a label and a failure" : "the line has neither a label nor a failure",
                "a verdict is one of the two",
                labelled ? "remove one of them" : "add 'label', or 'failure' with its kind and detail",
                1);
        }

        var verdict = new RecordedVerdict
        {
            Label = values.Label(),
            Failure = values.Failure(),
            Rationale = values.Text("rationale"),
            Score = values.Score(),
            Probabilities = values.Probabilities(),
            Candidates = values.Candidates(),
            Votes = values.Votes(),
            Usage = values.Usage(),
        };
        return values.ErrorCount > before ? null : new Judgement(item!, repeat, order, verdict);
    }

    private void Judgement(VerdictFields values, int number)
    {
        if (Read(values) is not { } judgement)
        {
            return;
        }

        (string Item, int Repeat, PresentationOrder Order) key = (judgement.Item, judgement.Repeat, judgement.Order);
        if (!_lines.TryAdd(key, number))
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"line {_lines[key]}");
            values.Error(
                "JE1909",
                $"the item '{judgement.Item}' is judged twice in the same repeat and order",
                $"it stands on {where} already",
                "remove one of the two lines, or number them by 'repeat'",
                1);
            return;
        }

        _judgements.Add(judgement);
    }
}
