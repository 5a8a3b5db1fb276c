using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>A judge as <c>compare</c> takes it: a verdict file, a committed baseline or a record.</summary>
internal static class ComparedJudge
{
    /// <summary>Reads the judge that is compared with.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">The dataset of today.</param>
    /// <param name="then">The dataset as it was when the baseline judged it, where it is stated.</param>
    public static JudgeBaseline Baseline(string path, AnnotatedDataset dataset, AnnotatedDataset? then)
    {
        if (Whole(path) is { } whole)
        {
            return whole;
        }

        VerdictSet verdicts = VerdictFile.Read(path);
        return then is null ? JudgeBaseline.OfFile(verdicts, dataset) : JudgeBaseline.Of(verdicts, then);
    }

    /// <summary>Reads the judge that is examined. What it judged must be the items of today.</summary>
    /// <param name="path">The file.</param>
    /// <param name="basis">The dataset of today.</param>
    /// <param name="dataset">The same.</param>
    /// <param name="then">The dataset as it was, where it is stated: verdicts on it count where the item is the same.</param>
    /// <param name="console">Where it is said what was left out.</param>
    public static AlignedJudge Candidate(string path, AlignmentBasis basis, AnnotatedDataset dataset, AnnotatedDataset? then, ToolConsole console)
    {
        if (Whole(path) is not { } whole)
        {
            VerdictSet verdicts = VerdictFile.Read(path);
            if (then is null || verdicts.DatasetHash is null || verdicts.DatasetHash == dataset.Identity.Hash || verdicts.DatasetHash != then.Identity.Hash)
            {
                return basis.Examine(verdicts);
            }

            whole = JudgeBaseline.Of(verdicts, then);
        }

        // The labels of then are no matter: a verdict is on an item, whoever labelled it how.
        VerdictSet all = whole.Verdicts;
        Judgement[] same = [.. all.Judgements.Where(j => IsSame(whole, dataset, j.Item))];
        int left = all.Judgements.Select(j => j.Item).Distinct(StringComparer.Ordinal).Count() - same.Select(j => j.Item).Distinct(StringComparer.Ordinal).Count();
        if (left > 0)
        {
            console.Error.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"judgeeval: {left} of the items that the candidate judged are not in {dataset.Info.Name} today, or are of another content; these verdicts are left out\n"));
        }

        return basis.Examine(new VerdictSet(all.Judge, null, null, same) { Path = path });
    }

    private static bool IsSame(JudgeBaseline judge, AnnotatedDataset dataset, string item) => judge.Items is not { } items
        ? dataset.TryFindItem(item, out _)
        : items.TryGetValue(item, out BaselineItem? then) && dataset.TryFindItem(item, out int at) && then.Fingerprint == ItemFingerprint.Of(dataset.Items[at]);

    /// <summary>A file that holds its items; <see langword="null"/> for a verdict file.</summary>
    private static JudgeBaseline? Whole(string path) =>
        path.EndsWith(BaselineFile.Extension, StringComparison.OrdinalIgnoreCase) ? BaselineFile.Read(path).Baseline
        : path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? RecordedJudge.Of(RecordFile.Read(path), path)
        : null;
}
