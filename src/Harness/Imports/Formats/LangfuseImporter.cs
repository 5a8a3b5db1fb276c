using System.Collections.Immutable;
using JudgeEval.Harness.Imports.Exports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Scores of Langfuse, from its API, its tables or a blob storage, with traces or observations for the texts where they are given too. A
/// score of the source <c>ANNOTATION</c> is a person's label, one of the source <c>EVAL</c> a judge's verdict; each name that people score
/// becomes a dataset.
/// </summary>
internal sealed class LangfuseImporter : IDatasetImporter
{
    private const string Instead =
        "annotate traces in Langfuse, and export the scores with the source ANNOTATION; --human NAME says that a score of the source API is a person's";

    /// <inheritdoc/>
    public string Format => "langfuse";

    /// <inheritdoc/>
    public string Description => "Langfuse: scores of annotators and of evaluators";

    /// <inheritdoc/>
    public string Source => "scores of Langfuse as JSON, JSON Lines or CSV (also .gz), and traces or observations for the texts; annotations are labels, evaluations verdicts";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds => [.. ExportItem.Heeds, nameof(ImportColumns.Human), nameof(ImportColumns.Judge)];

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        var sheet = new LabelSheet();
        var scores = new LangfuseScores(request.Columns, sheet);
        foreach (string path in request.Sources)
        {
            foreach (LangfuseRecord record in LangfuseRecord.Read(path, target))
            {
                target.Try(() => scores.Add(record));
            }
        }

        target.Try(scores.End);
        WantedQuestions.Write(
            sheet, request, target, request.Sources[0], Instead, question => WantedQuestions.Head(
                request, request.Sources[0], scale: scores.IsBoolean(question) ? LabelScale.Nominal([LangfuseScores.False, LangfuseScores.True], positive: LangfuseScores.True) : null));
    }
}
