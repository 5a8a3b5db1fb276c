using System.Collections.Immutable;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Reviews;

/// <summary>
/// The review of what waits below a folder: a queue, decisions that are on disk before they count, and acceptance. Begun again, it goes on where it stopped.
/// Not safe for use by several threads at once.
/// </summary>
public sealed class ReviewSession
{
    /// <summary>How many characters a reason or a label may have.</summary>
    public const int LongestText = 4000;

    private readonly string _root;
    private readonly string? _records;
    private readonly string _reviewer;
    private readonly TimeProvider _time;
    private readonly Stack<(string Case, string Item)> _done = new();

    /// <summary>Begins a review.</summary>
    /// <param name="root">The folder to look below.</param>
    /// <param name="records">The folder of records; where it is <see langword="null"/>, every <c>alignment-records</c> folder below the root.</param>
    /// <param name="reviewer">Who decides.</param>
    /// <param name="time">The clock.</param>
    /// <param name="blind">Whether the verdict is hidden until the reviewer has labelled.</param>
    public ReviewSession(string root, string? records, string reviewer, TimeProvider time, bool blind = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reviewer);
        _root = Path.GetFullPath(root);
        _records = records;
        _reviewer = reviewer;
        _time = time;
        Blind = blind;
        Reload();
    }

    /// <summary>Whether the verdict is hidden until the reviewer has labelled.</summary>
    public bool Blind { get; private set; }

    /// <summary>The cases that wait, sorted by path.</summary>
    public ImmutableArray<ReviewCase> Cases { get; private set; }

    /// <summary>The newly disagreeing items of all cases, worst first.</summary>
    public ImmutableArray<ReviewItem> Queue { get; private set; }

    /// <summary>What could not be read: records, or lines of corrections files.</summary>
    public ImmutableArray<Diagnostic> Problems { get; private set; }

    /// <summary>Reads everything on disk again.</summary>
    /// <exception cref="JudgeEvalException">A verified snapshot is malformed (<c>JE5004</c>) or holds a conflict of git (<c>JE5008</c>).</exception>
    public void Reload()
    {
        ReviewRecords records = ReviewRecords.Read(_root, _records);
        Cases = [.. ReviewCase.Find(_root, records)];
        Queue = [.. Cases.SelectMany(c => c.Items).Order(Comparer<ReviewItem>.Create(ReviewItem.CompareWorstFirst))];
        Problems = [.. records.Problems, .. Cases.SelectMany(c => c.Corrections.Unreadable)];
    }

    /// <summary>Hides verdicts, or shows them.</summary>
    /// <param name="blind">Whether to hide.</param>
    public void SetBlind(bool blind) => Blind = blind;

    /// <summary>Finds an item.</summary>
    /// <param name="caseId">The case's id.</param>
    /// <param name="item">The item's id.</param>
    /// <exception cref="JudgeEvalException">There is none (<c>JE5020</c>).</exception>
    public ReviewItem Find(string caseId, string item) =>
        Queue.FirstOrDefault(i => i.Case.Id == caseId && i.Entry.Item == item) ?? throw ReviewErrors.NoSuchItem(item);

    /// <summary>Whether the verdict on an item may not be shown.</summary>
    /// <param name="item">The item.</param>
    public bool Hides(ReviewItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Blind && item.Case.DecisionOn(item) is null && item.Case.Corrections.BlindLabelOf(item.Entry.Item, item.Entry.Line) is null;
    }

    /// <summary>Keeps the label that the reviewer gives before the verdict is shown.</summary>
    /// <param name="item">The item.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="JudgeEvalException">The label is not on the scale (<c>JE5024</c>), or a file changed on disk (<c>JE5022</c>); nothing was written.</exception>
    public void Label(ReviewItem item, string label) => Append(item, Checked(item, label), ReviewAction.Labelled, null, null);

    /// <summary>Decides an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="action">What is decided.</param>
    /// <param name="source">Why people and judge disagree.</param>
    /// <param name="why">The reason in the reviewer's words.</param>
    /// <param name="label">The label that is proposed where the judge is right; by default the judge's.</param>
    /// <exception cref="JudgeEvalException">
    /// The item is hidden (<c>JE5026</c>), a ground is absent (<c>JE5023</c>), the label is not on the scale (<c>JE5024</c>), or a file changed on disk
    /// (<c>JE5022</c>). Nothing was written then.
    /// </exception>
    public void Decide(ReviewItem item, ReviewAction action, DisagreementSource source, string why, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (action == ReviewAction.Labelled || !Enum.IsDefined(action) || !Enum.IsDefined(source))
        {
            throw ReviewErrors.Incomplete("the decision or its source is none that there is");
        }

        if (Hides(item))
        {
            throw ReviewErrors.NotLabelledYet(item.Entry.Item);
        }

        if (string.IsNullOrWhiteSpace(why) || why.Length > LongestText)
        {
            throw ReviewErrors.Incomplete("the reason is absent or too long");
        }

        string? proposed = action != ReviewAction.JudgeIsRight ? null
            : (label ?? item.Entry.Judge) is { } stated ? Checked(item, stated)
            : throw ReviewErrors.Incomplete("the judge has no label, and none is proposed");
        Append(item, proposed, action, source, why.Trim());
    }

    /// <summary>Takes back what this reviewer did last in this session, by a line more.</summary>
    /// <returns>The item, or <see langword="null"/> where it no longer waits.</returns>
    /// <exception cref="JudgeEvalException">There is nothing (<c>JE5027</c>), or a file changed on disk (<c>JE5022</c>).</exception>
    public ReviewItem Undo()
    {
        if (!_done.TryPeek(out (string Case, string Item) last))
        {
            throw ReviewErrors.NothingToUndo();
        }

        ReviewItem item = Find(last.Case, last.Item);
        item.Case.EnsureUnchanged();
        item.Case.Corrections.Undo(last.Item, _reviewer, _time.GetUtcNow());
        _done.Pop();
        return item;
    }

    /// <summary>Takes a case's received files as verified, once every newly disagreeing item is decided.</summary>
    /// <param name="caseId">The case's id.</param>
    /// <param name="reason">Why it is right although a gate is red or the judge has bugs; <see langword="null"/> where none is given.</param>
    /// <exception cref="JudgeEvalException">
    /// Items are open (<c>JE5025</c>), a gate is red (<c>JE4401</c>) or the judge has bugs (<c>JE5028</c>) and no reason was given, or a file changed on disk
    /// (<c>JE5022</c>). No file changed then.
    /// </exception>
    public AcceptedCase Accept(string caseId, string? reason)
    {
        ReviewCase waiting = Cases.FirstOrDefault(c => c.Id == caseId) ?? throw ReviewErrors.NoSuchItem(caseId);
        AcceptedCase accepted = waiting.Accept(string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        var kept = _done.Where(d => d.Case != caseId).Reverse().ToList();
        _done.Clear();
        kept.ForEach(_done.Push);
        Reload();
        return accepted;
    }

    private static string Checked(ReviewItem item, string label)
    {
        if (item.Case.Scale is { } scale ? !scale.TryParse(label, out _) : label.Length is 0 or > LongestText)
        {
            throw ReviewErrors.NotOnTheScale(label, item.Case.Scale?.ToString() ?? "labels");
        }

        return label;
    }

    private void Append(ReviewItem item, string? label, ReviewAction action, DisagreementSource? source, string? why)
    {
        item.Case.EnsureUnchanged();
        var decision = new ReviewDecision
        {
            At = _time.GetUtcNow(),
            By = _reviewer,
            Item = item.Entry.Item,
            Line = item.Entry.Line,
            Action = action,
            Source = source,
            Why = why,
            New = label,
        };
        item.Case.Corrections.Append(item.Recorded is { Labels: var old } ? decision with { Old = old } : decision);
        _done.Push((item.Case.Id, item.Entry.Item));
    }
}
