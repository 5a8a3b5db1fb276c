using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reviews;

/// <summary>A case whose received snapshot waits, with its newly disagreeing items and what was decided on them.</summary>
public sealed class ReviewCase
{
    private readonly HashSet<string> _unstable;
    private readonly WaitingCase _waiting;
    private readonly ImmutableArray<FileStamp> _read;
    private readonly ImmutableArray<SnapshotEntry> _verified, _received;
    private readonly Dictionary<string, ReviewItem> _byId;
    private readonly Lazy<Diagnostic?> _obstacle;
    private readonly string _root;

    private ReviewCase(string root, WaitingCase waiting, ReviewRecords records)
    {
        _root = root;
        _waiting = waiting;
        Id = SnapshotFile.RelativePath(root, waiting.Stem);
        string verified = waiting.Stem + SnapshotNaming.VerifiedEnding, received = waiting.Stem + SnapshotNaming.ReceivedEnding;
        string baseline = waiting.Stem + BaselineFile.Extension;
        VerifiedPath = verified;

        // Before they are read: a change in between is noticed then, not missed.
        FileStamp[] own = [.. new[] { received, verified, waiting.Stem + BaselineFile.ReceivedEnding, baseline }.Select(path => new FileStamp(path))];
        string corrections = waiting.Stem + CorrectionsFile.Extension;
        Corrections = CorrectionsFile.Open(corrections, SnapshotFile.RelativePath(root, corrections));
        var evidence = new CaseEvidence(root, verified, baseline, records.Of(verified));
        _read = [.. own, .. DatasetOf(evidence).Select(path => new FileStamp(path))];
        (_verified, _received) = (Parse(verified), Parse(received));
        evidence.CheckRun(SnapshotFile.RelativePath(root, received), _received);
        (Scale, HasRecord, Problems) = (evidence.Scale, evidence.HasRecord, [.. evidence.Problems]);
        SnapshotDifference difference = SnapshotComparer.Compare(_verified, _received).SetUnstableApart(evidence.Flips);
        _unstable = difference.Unstable.Select(u => u.Item).ToHashSet(StringComparer.Ordinal);
        Items =
        [
            .. difference.Added.Select(e => evidence.Item(this, e, null))
                .Concat(difference.Changed.Select(c => evidence.Item(this, c.Received, c.Verified)))
                .Concat(difference.Unstable.Where(u => u.Received is not null).Select(u => evidence.Item(this, u.Received!, u.Verified, unstable: true)))
                .Order(Comparer<ReviewItem>.Create(ReviewItem.CompareWorstFirst)),
        ];
        _byId = Items.ToDictionary(i => i.Entry.Item, StringComparer.Ordinal);
        Resolved = difference.Removed.Length;
        _obstacle = new Lazy<Diagnostic?>(Try);
    }

    /// <summary>Its files' path without their endings, relative to the root and with forward slashes.</summary>
    public string Id { get; }

    /// <summary>The name of its files.</summary>
    public string Name => _waiting.Name;

    /// <summary>The newly disagreeing items, worst first; those whose repeats differ come last.</summary>
    public ImmutableArray<ReviewItem> Items { get; }

    /// <summary>How many items no longer disagree, those whose repeats differ not counted.</summary>
    public int Resolved { get; }

    /// <summary>The scale of people's labels; <see langword="null"/> where no record of the run was found.</summary>
    public LabelScale? Scale { get; }

    /// <summary>Whether a record of the run was found.</summary>
    public bool HasRecord { get; }

    /// <summary>What was decided.</summary>
    public CorrectionsFile Corrections { get; }

    /// <summary>What does not fit together: a dataset that was edited since the run (<c>JE5030</c>), a record of another run (<c>JE5035</c>), or a baseline that cannot be read.</summary>
    public ImmutableArray<Diagnostic> Problems { get; }

    /// <summary>
    /// Why the whole case would not be accepted without a reason (<c>JE4401</c>: a gate is red), or at all, as the files were when they were read;
    /// <see langword="null"/> where nothing is in the way.
    /// </summary>
    public Diagnostic? Obstacle => _obstacle.Value;

    /// <summary>How many items are not decided; unstable ones need no decision.</summary>
    public int Open => Items.Count(i => !i.Unstable && DecisionOn(i) is null);

    /// <summary>How many items people are right about.</summary>
    public int Rejected => Items.Count(i => DecisionOn(i)?.Action == ReviewAction.PeopleAreRight);

    internal string VerifiedPath { get; }

    /// <summary>What was decided on an item; <see langword="null"/> where nothing was.</summary>
    /// <param name="item">The item.</param>
    public ReviewDecision? DecisionOn(ReviewItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Corrections.DecisionOn(item.Entry.Item, item.Entry.Line);
    }

    /// <summary>An item by its id; <see langword="null"/> where it is not newly disagreeing.</summary>
    internal ReviewItem? Find(string item) => _byId.GetValueOrDefault(item);

    /// <summary>Throws where a file on disk is no longer what was read (<c>JE5022</c>).</summary>
    /// <param name="whole">Whether to compare contents however large, and to allow nothing new in the corrections.</param>
    internal void EnsureUnchanged(bool whole)
    {
        if (_read.FirstOrDefault(f => !f.IsUnchanged(whole)) is { } changed)
        {
            throw ReviewErrors.ChangedOnDisk(SnapshotFile.RelativePath(_root, changed.FilePath));
        }

        if (whole && !Corrections.IsUnchanged())
        {
            throw ReviewErrors.ChangedOnDisk(SnapshotFile.RelativePath(_root, Corrections.FilePath));
        }
    }

    /// <summary>Takes the received files as verified.</summary>
    internal AcceptedCase Accept(string? reason)
    {
        EnsureUnchanged(whole: true);
        if (Open is > 0 and int open)
        {
            throw ReviewErrors.Undecided(Name, open);
        }

        if (reason is null && Rejected is > 0 and int bugs)
        {
            throw ReviewErrors.JudgeBugs(Name, bugs);
        }

        return _waiting.Accept(new AcceptanceOptions { Reason = reason });
    }

    /// <summary>Takes into the verified snapshot what was decided to stay; what people are right about, what is open and what is unstable stays as it is.</summary>
    internal AcceptedSnapshot AcceptDecided()
    {
        EnsureUnchanged(whole: true);
        ImmutableArray<SnapshotEntry> taken = PartialAcceptance.Entries(_verified, _received, Items, _unstable, DecisionOn);
        if (taken.SequenceEqual(_verified) || !Items.Any(i => PartialAcceptance.MayStay(DecisionOn(i))))
        {
            throw ReviewErrors.NothingToTake(Name);
        }

        bool isNew = !File.Exists(VerifiedPath);
        PartialAcceptance.Write(taken, VerifiedPath);
        return new AcceptedSnapshot(SnapshotFile.RelativePath(_root, VerifiedPath), SnapshotComparer.Compare(_verified, taken), isNew);
    }

    internal static IEnumerable<ReviewCase> Find(string root, ReviewRecords records) =>
        WaitingCase.Find(root).Where(w => w.HasSnapshot).Select(w => new ReviewCase(root, w, records));

    private Diagnostic? Try()
    {
        try
        {
            _waiting.Accept(new AcceptanceOptions { DryRun = true });
            return null;
        }
        catch (JudgeEvalException e)
        {
            return e.Diagnostics[0];
        }
    }

    private static IEnumerable<string> DatasetOf(CaseEvidence evidence) => evidence.DatasetFolder is { } folder
        ? DatasetFiles.All.Select(name => Path.Combine(folder, name))
        : [];

    private ImmutableArray<SnapshotEntry> Parse(string path) =>
        File.Exists(path) && SnapshotFile.ReadText(path) is { Length: > 0 } text ? DisagreementSnapshot.Parse(text, SnapshotFile.RelativePath(_root, path)) : [];
}
