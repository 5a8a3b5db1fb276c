using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>A case of the report.</summary>
/// <param name="Record">What it is.</param>
/// <param name="Before">What it was, under this name or a former one; <see langword="null"/> where that is not known.</param>
internal sealed record ReportCase(AlignmentRecord Record, AlignmentRecord? Before)
{
    /// <summary>The name in tables and lists.</summary>
    public string Name => Record.Suite == Record.Case ? Record.Case : $"{Record.Suite}: {Record.Case}";

    /// <summary>Whether it had another name.</summary>
    public bool IsRenamed => Before is not null && (Before.Suite, Before.Case) != (Record.Suite, Record.Case);

    /// <summary>The comparison, without intervals; <see langword="null"/> where there is nothing to compare with, or the two cannot be compared.</summary>
    public CaseComparison? Compare()
    {
        try
        {
            return Before is null ? null : CaseComparison.Of(RecordedJudge.Of(Before), Record, resamples: 0);
        }

        // What was said before is shown all the same.
        catch (Exception exception) when (exception is JudgeEvalException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The cases that ran, each with what it was.</summary>
    /// <param name="head">What is.</param>
    /// <param name="base">What was.</param>
    public static ReportCase[] All(CaseSet head, CaseSet @base) =>
        [.. CasePairing.Pair(@base.Records, head.Records).Where(p => p.Head is not null).Select(p => new ReportCase(p.Head!, p.Base))];
}

/// <summary>A case's items with what alignment made of each, now and before.</summary>
internal sealed class CaseItems
{
    private readonly Dictionary<string, ItemAlignment> _now;
    private readonly Dictionary<string, ItemAlignment>? _was;

    private readonly Dictionary<string, string> _formerName;

    public CaseItems(ReportCase report)
    {
        AlignmentRecord record = report.Record;
        AlignmentRecord? before = report.Before;
        Record = record;
        CaseComparison? comparison = report.Compare();
        _formerName = (comparison?.Renamed ?? []).ToDictionary(r => r.After, r => r.Before, StringComparer.Ordinal);
        NewlyDisagreeing = Set(comparison?.Result.NewlyDisagreeing);
        Resolved = Set(comparison?.Result.Resolved);
        _now = record.Alignment.Items.ToDictionary(i => i.Item, StringComparer.Ordinal);
        _was = before?.Alignment.Items.ToDictionary(i => i.Item, StringComparer.Ordinal);
        People = [.. (record.Card?.Annotators.Select(a => a.Id) ?? []).Concat(record.Items.SelectMany(i => i.Labels.Keys.Concat(i.Missing).Concat(i.Explanations.Keys))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        PersonOf = People.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
    }

    public AlignmentRecord Record { get; }

    public bool IsCompared => _was is not null;

    /// <summary>The items on which the judge disagrees and did not, as a comparison counts them: against the labels of today, the same content alone, and not by chance of a repeat.</summary>
    public IReadOnlySet<string> NewlyDisagreeing { get; }

    /// <summary>The items on which the judge disagreed and does not, counted alike.</summary>
    public IReadOnlySet<string> Resolved { get; }

    /// <summary>Everyone of the dataset, by id.</summary>
    public IReadOnlyList<string> People { get; }

    public IReadOnlyDictionary<string, int> PersonOf { get; }

    public ItemAlignment? Now(RecordedItem item) => _now.GetValueOrDefault(item.Item.Id);

    public ItemAlignment? Was(RecordedItem item) => _was?.GetValueOrDefault(_formerName.GetValueOrDefault(item.Item.Id, item.Item.Id));

    private static HashSet<string> Set(IEnumerable<string>? items) => new(items ?? [], StringComparer.Ordinal);
}
