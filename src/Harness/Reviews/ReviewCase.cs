using System.Collections.Immutable;
using System.Security.Cryptography;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reviews;

/// <summary>A case whose received snapshot waits, with its newly disagreeing items and what was decided on them.</summary>
public sealed class ReviewCase
{
    private readonly WaitingCase _waiting;
    private readonly ImmutableArray<(string Path, byte[] Fingerprint)> _read;
    private readonly string _root;

    private ReviewCase(string root, WaitingCase waiting, ReviewRecords records)
    {
        _root = root;
        _waiting = waiting;
        Id = SnapshotFile.RelativePath(root, waiting.Stem);
        string verified = waiting.Stem + SnapshotNaming.VerifiedEnding, received = waiting.Stem + SnapshotNaming.ReceivedEnding;
        _read = [.. new[] { received, verified, waiting.Stem + BaselineFile.ReceivedEnding, waiting.Stem + BaselineFile.Extension }.Select(path => (path, Fingerprint(path)))];
        string corrections = waiting.Stem + CorrectionsFile.Extension;
        Corrections = CorrectionsFile.Open(corrections, SnapshotFile.RelativePath(root, corrections));
        AlignmentRecord? record = records.Of(verified);
        Scale = record?.Card?.Scale.ToScale();
        HasRecord = record is not null;
        SnapshotDifference difference = SnapshotComparer.Compare(Parse(verified), Parse(received));
        Items =
        [
            .. difference.Added.Select(e => ReviewItem.Of(this, e, null, record))
                .Concat(difference.Changed.Select(c => ReviewItem.Of(this, c.Received, c.Verified, record)))
                .Order(Comparer<ReviewItem>.Create(ReviewItem.CompareWorstFirst)),
        ];
        Resolved = difference.Removed.Length;
    }

    /// <summary>Its files' path without their endings, relative to the root and with forward slashes.</summary>
    public string Id { get; }

    /// <summary>The name of its files.</summary>
    public string Name => _waiting.Name;

    /// <summary>The newly disagreeing items, worst first.</summary>
    public ImmutableArray<ReviewItem> Items { get; }

    /// <summary>How many items no longer disagree.</summary>
    public int Resolved { get; }

    /// <summary>The scale of people's labels; <see langword="null"/> where no record of the run was found.</summary>
    public LabelScale? Scale { get; }

    /// <summary>Whether a record of the run was found.</summary>
    public bool HasRecord { get; }

    /// <summary>What was decided.</summary>
    public CorrectionsFile Corrections { get; }

    /// <summary>How many items are not decided.</summary>
    public int Open => Items.Count(i => DecisionOn(i) is null);

    /// <summary>What was decided on an item; <see langword="null"/> where nothing was.</summary>
    /// <param name="item">The item.</param>
    public ReviewDecision? DecisionOn(ReviewItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Corrections.DecisionOn(item.Entry.Item, item.Entry.Line);
    }

    /// <summary>Throws where a file on disk is no longer what was read (<c>JE5022</c>).</summary>
    internal void EnsureUnchanged()
    {
        foreach ((string path, byte[] fingerprint) in _read)
        {
            if (!Fingerprint(path).AsSpan().SequenceEqual(fingerprint))
            {
                throw ReviewErrors.ChangedOnDisk(SnapshotFile.RelativePath(_root, path));
            }
        }

        if (!Corrections.IsUnchanged())
        {
            throw ReviewErrors.ChangedOnDisk(SnapshotFile.RelativePath(_root, Corrections.FilePath));
        }
    }

    /// <summary>Takes the received files as verified.</summary>
    internal AcceptedCase Accept(string? reason)
    {
        EnsureUnchanged();
        if (Open is > 0 and int open)
        {
            throw ReviewErrors.Undecided(Name, open);
        }

        if (reason is null && Items.Count(i => DecisionOn(i)!.Action == ReviewAction.PeopleAreRight) is > 0 and int bugs)
        {
            throw ReviewErrors.JudgeBugs(Name, bugs);
        }

        return _waiting.Accept(new AcceptanceOptions { Reason = reason });
    }

    internal static IEnumerable<ReviewCase> Find(string root, ReviewRecords records) =>
        WaitingCase.Find(root).Where(w => w.HasSnapshot).Select(w => new ReviewCase(root, w, records));

    private static byte[] Fingerprint(string path) => File.Exists(path) ? SHA256.HashData(File.ReadAllBytes(path)) : [];

    private ImmutableArray<SnapshotEntry> Parse(string path) =>
        File.Exists(path) && SnapshotFile.ReadText(path) is { Length: > 0 } text ? DisagreementSnapshot.Parse(text, SnapshotFile.RelativePath(_root, path)) : [];
}
