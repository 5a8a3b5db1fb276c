using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports.Judgements;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>A log of judgements as an application writes it: JSON Lines, each line what a person or a judge said of an item. A log may be cut into several files.</summary>
internal sealed class JudgementsImporter : IDatasetImporter
{
    /// <inheritdoc/>
    public string Format => "judgements";

    /// <inheritdoc/>
    public string Description => "a log: a line for what a person or a judge said";

    /// <inheritdoc/>
    public string Source => "our own log, JSON Lines (.gz too): what a person or a judge said of an item; --schema prints its JSON Schema";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        bool pairs = ArePairs(request);
        string path = request.Sources[0];
        DatasetTarget dataset = target.Begin(new ImportHead
        {
            Info = new DatasetInfo { Name = request.Name ?? ImportNames.OfFile(path), Source = ImportNames.OfSources(request.Sources) },
            Path = path,
            Shape = pairs ? TaskShape.Preference : TaskShape.Single,
        });
        var nearest = new NearestName();
        var judges = new Dictionary<string, JudgeIdentity>(StringComparer.Ordinal);
        bool timed = false;
        foreach (SourceJson json in request.Sources.SelectMany(s => SourceJson.ReadLines(s, target)))
        {
            if (JudgementLine.Read(json, target, nearest) is not { } line)
            {
                continue;
            }

            dataset.MentionItem(line.Item, line.ItemAt);
            if (line.Annotator is { } annotator)
            {
                dataset.Annotate(line.Item.Id, annotator, line.Verdict.Label!, line.VerdictAt, line.Verdict.Rationale, line.Time);
                continue;
            }

            timed |= line.Time is not null;
            if (!judges.TryGetValue(line.Judge!, out JudgeIdentity? judge))
            {
                judges.Add(line.Judge!, judge = new JudgeIdentity { Name = line.Judge! });
            }

            dataset.AddVerdict(judge, new Judgement(line.Item.Id, line.Repeat, line.Order, line.Verdict), line.VerdictAt);
        }

        if (timed)
        {
            dataset.Note("the times of judges' verdicts are not kept: verdict files have none");
        }
    }

    // The first line that has a response tells; in most logs it is the first line. Lines without the word are not even parsed.
    private static bool ArePairs(ImportRequest request)
    {
        var ignored = new MemoryImport(request);
        byte[] word = "\"response"u8.ToArray();
        return request.Sources.SelectMany(s => SourceFile.LinesWith(s, word).Select(line => (Path: s, line.Number, line.Line)))
            .Select(line => ignored.Try(() => SourceJsonReader.Read(line.Line, line.Path, line.Number)))
            .Where(line => line?.Optional("response") is not null || line?.Optional("responseA") is not null || line?.Optional("responseB") is not null)
            .Select(line => line!.Optional("response") is null)
            .FirstOrDefault();
    }
}
