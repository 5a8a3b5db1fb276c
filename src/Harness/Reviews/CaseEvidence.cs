using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reviews;

/// <summary>What is known of a case beside its snapshots: the record of the run, the committed baseline, and where its dataset is.</summary>
internal sealed class CaseEvidence
{
    private readonly Dictionary<string, RecordedItem> _recorded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemAlignment> _aligned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);

    public CaseEvidence(string root, string verified, string baseline, FoundRecord? found)
    {
        if (found is { Record: var record, Path: var path })
        {
            HasRecord = true;
            Scale = record.Card?.Scale.ToScale();
            _recorded = record.Items.ToDictionary(i => i.Item.Id, StringComparer.Ordinal);
            _aligned = record.Alignment.Items.ToDictionary(i => i.Item, StringComparer.Ordinal);
            DatasetFolder = FolderOf(verified, record);
            CheckDataset(root, record, path);
        }

        if (File.Exists(baseline))
        {
            ReadBaseline(baseline);
        }
    }

    /// <summary>Whether a record of the run was found.</summary>
    public bool HasRecord { get; }

    /// <summary>The scale of people's labels.</summary>
    public LabelScale? Scale { get; }

    /// <summary>Where the dataset is; <see langword="null"/> where that is not known, or where it is no more.</summary>
    public string? DatasetFolder { get; }

    /// <summary>What does not fit together, or cannot be read.</summary>
    public List<Diagnostic> Problems { get; } = [];

    /// <summary>Whether the repeats of today's run differ.</summary>
    public bool Flips(string item) => _aligned.TryGetValue(item, out ItemAlignment? aligned) && aligned.Judge is not null && aligned.StableRepeats < aligned.Repeats;

    public ReviewItem Item(ReviewCase owner, SnapshotEntry entry, SnapshotEntry? accepted, bool unstable = false)
    {
        RecordedItem? recorded = _recorded.GetValueOrDefault(entry.Item);
        bool isOfRun = IsOfRun(entry);
        return new(owner, entry, accepted)
        {
            Unstable = unstable,
            Recorded = isOfRun ? recorded : WithoutLabels(recorded),
            Rationale = isOfRun ? _aligned[entry.Item].Rationale : null,
            Before = _before.GetValueOrDefault(entry.Item),
        };
    }

    /// <summary>Tells where the record is of another run than the received snapshot, as after a run with another configuration, or of another project.</summary>
    public void CheckRun(string received, IReadOnlyCollection<SnapshotEntry> entries)
    {
        if (HasRecord && entries.Count(e => !IsOfRun(e)) is > 0 and int other)
        {
            Problems.Add(ReviewErrors.RecordOfAnotherRun(received, other, entries.Count));
        }
    }

    // A line is what the record makes of the item, where both are of one run.
    private bool IsOfRun(SnapshotEntry entry) => _aligned.TryGetValue(entry.Item, out ItemAlignment? aligned) && SnapshotEntry.Of(aligned).Equals(entry);

    // Of another run, only the texts are of use: labels would be kept with the decision, and repeats shown, that do not belong to this verdict.
    private static RecordedItem? WithoutLabels(RecordedItem? recorded) =>
        recorded is null ? null : new RecordedItem(recorded.Item, recorded.Line, recorded.Labels.Clear());

    private static string? FolderOf(string verified, AlignmentRecord record)
    {
        if (record is not { DatasetPath: { } dataset, Snapshot.Path: var snapshot })
        {
            return null;
        }

        string project = Path.GetFullPath(verified)[..^snapshot.Length];
        string folder = Path.GetFullPath(Path.Combine(project, dataset));
        return Directory.Exists(folder) ? folder : null;
    }

    // Files that are older than the record were what it was computed from; younger ones may be, as after a checkout, so they are read.
    private void CheckDataset(string root, AlignmentRecord record, string recordFile)
    {
        if (DatasetFolder is not { } folder || Directory.EnumerateFiles(folder).All(f => File.GetLastWriteTimeUtc(f) < File.GetLastWriteTimeUtc(recordFile)))
        {
            return;
        }

        try
        {
            if (DatasetReader.Read(folder).Identity.Hash != record.DatasetIdentity.Hash)
            {
                Problems.Add(ReviewErrors.DatasetChanged(SnapshotFile.RelativePath(root, folder)));
            }
        }
        catch (JudgeEvalException e)
        {
            Problems.AddRange(e.Diagnostics);
        }
    }

    private void ReadBaseline(string baseline)
    {
        try
        {
            foreach (var judgements in BaselineFile.Read(baseline).Baseline.Verdicts.Judgements.GroupBy(j => j.Item, StringComparer.Ordinal))
            {
                _before[judgements.Key] = string.Join(", ", judgements.Select(j => j.Verdict.Label ?? j.Verdict.Failure?.Kind.ToString() ?? "no label").Distinct(StringComparer.Ordinal));
            }
        }
        catch (JudgeEvalException e)
        {
            Problems.AddRange(e.Diagnostics);
        }
    }
}
