using System.Collections.Immutable;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Reviews;

/// <summary>
/// The review of what waits below a folder: a queue, decisions that are on disk before they count, and acceptance. Begun again, it goes on where it stopped.
/// Not safe for use by several threads at once; several processes may review the same folder.
/// </summary>
public sealed class ReviewSession
{
    /// <summary>How many characters a reason or a label may have.</summary>
    public const int LongestText = 4000;

    private readonly string _root;
    private readonly string? _records;
    private readonly string _reviewer;
    private readonly TimeProvider _time;
    private readonly List<(string Case, string Item)> _done = [];
    private readonly HashSet<(string Case, string Item, string Line)> _shown = [];
    private Dictionary<string, ReviewCase> _byId = [];

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

    /// <summary>Who decides.</summary>
    public string Reviewer => _reviewer;

    /// <summary>The cases that wait, sorted by path.</summary>
    public ImmutableArray<ReviewCase> Cases { get; private set; }

    /// <summary>The newly disagreeing items of all cases: worst first, or by id where the review is blind, since the order would tell.</summary>
    public ImmutableArray<ReviewItem> Queue { get; private set; }

    /// <summary>What could not be read: records, or lines of corrections files; and what does not fit together.</summary>
    public ImmutableArray<Diagnostic> Problems { get; private set; }

    /// <summary>The item that this reviewer decided last, in this session or before; <see langword="null"/> where there is none to take back.</summary>
    public ReviewItem? Latest => _done.Count == 0 ? null : _byId[_done[^1].Case].Find(_done[^1].Item);

    /// <summary>Reads everything on disk again.</summary>
    /// <exception cref="JudgeEvalException">A snapshot is malformed (<c>JE5004</c>) or holds a conflict of git (<c>JE5008</c>); nothing has changed then.</exception>
    public void Reload()
    {
        ReviewRecords records = ReviewRecords.Read(_root, _records);
        ImmutableArray<ReviewCase> cases = [.. ReviewCase.Find(_root, records)];
        Cases = cases;
        _byId = cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        Sort();
        Problems = [.. records.Problems, .. cases.SelectMany(c => c.Problems.Concat(c.Corrections.Unreadable)).Distinct()];

        // What the reviewer decided in earlier sessions can be taken back too, as long as it waits.
        _done.Clear();
        _done.AddRange(cases
            .SelectMany(c => c.Corrections.Decisions.Where(d => d.Action != ReviewAction.Labelled && d.By == _reviewer && c.Find(d.Item)?.Entry.Line == d.Line).Select(d => (Case: c.Id, Decision: d)))
            .OrderBy(made => made.Decision.At)
            .Select(made => (made.Case, made.Decision.Item)));
    }

    /// <summary>Hides verdicts, or shows them.</summary>
    /// <param name="blind">Whether to hide.</param>
    public void SetBlind(bool blind)
    {
        Blind = blind;
        Sort();
    }

    /// <summary>Finds an item.</summary>
    /// <param name="caseId">The case's id.</param>
    /// <param name="item">The item's id.</param>
    /// <exception cref="JudgeEvalException">There is none (<c>JE5020</c>).</exception>
    public ReviewItem Find(string caseId, string item) => _byId.GetValueOrDefault(caseId)?.Find(item) ?? throw ReviewErrors.NoSuchItem(item);

    /// <summary>Whether the verdict on an item may not be shown: the review is blind, and this reviewer has neither labelled nor decided the item.</summary>
    /// <param name="item">The item.</param>
    public bool Hides(ReviewItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Blind && item.Case.Corrections.DecisionOn(item.Entry.Item, item.Entry.Line, _reviewer) is null && OwnLabel(item) is null;
    }

    /// <summary>The label that this reviewer gave blind; <see langword="null"/> where there is none.</summary>
    /// <param name="item">The item.</param>
    public string? OwnLabel(ReviewItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Case.Corrections.BlindLabelOf(item.Entry.Item, item.Entry.Line, _reviewer);
    }

    /// <summary>Notes that the verdict on an item was shown: a label that the reviewer gives after blind mode was turned on says so.</summary>
    /// <param name="item">The item.</param>
    public void NoteShown(ReviewItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _shown.Add(Place(item));
    }

    /// <summary>
    /// Keeps the label that the reviewer gives before the verdict is shown. It is given once: the next would no longer be blind. Where the verdict was shown
    /// earlier, before blind mode was turned on, the label is kept as such (<see cref="ReviewDecision.Shown"/>).
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="JudgeEvalException">
    /// The verdict is shown (<c>JE5031</c>), the label is not on the scale (<c>JE5024</c>), or a file changed on disk (<c>JE5022</c>); nothing was written.
    /// </exception>
    public void Label(ReviewItem item, string label)
    {
        if (!Hides(item))
        {
            throw ReviewErrors.VerdictWasShown(item.Entry.Item);
        }

        bool shown = _shown.Contains(Place(item)) || item.Case.Corrections.HasEverDecided(item.Entry.Item, item.Entry.Line, _reviewer);
        Append(item, Made(item, ReviewAction.Labelled) with { New = Checked(item, label), Shown = shown });
    }

    /// <summary>Decides an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="draft">What is decided, and why.</param>
    /// <exception cref="JudgeEvalException">
    /// The item is hidden (<c>JE5026</c>), a ground is absent (<c>JE5023</c>), the label is not on the scale (<c>JE5024</c>), the item was decided meanwhile
    /// (<c>JE5029</c>), a file changed on disk (<c>JE5022</c>) or cannot be written (<c>JE5032</c>). Nothing was written then.
    /// </exception>
    public void Decide(ReviewItem item, DecisionDraft draft)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Action == ReviewAction.Labelled || !Enum.IsDefined(draft.Action) || !Enum.IsDefined(draft.Source) || !Enum.IsDefined(draft.Topic))
        {
            throw ReviewErrors.Incomplete("the decision, its source or its topic is none that there is");
        }

        if (Hides(item))
        {
            throw ReviewErrors.NotLabelledYet(item.Entry.Item);
        }

        if (string.IsNullOrWhiteSpace(draft.Why) || draft.Why.Length > LongestText)
        {
            throw ReviewErrors.Incomplete("the reason is absent or too long");
        }

        if (draft.Seen is { } seen && seen != item.Case.Corrections.LinesOn(item.Entry.Item))
        {
            throw ReviewErrors.DecidedMeanwhile(item.Entry.Item, item.Case.DecisionOn(item)?.By ?? "a reviewer");
        }

        string? proposed = draft.Action != ReviewAction.JudgeIsRight ? null
            : (draft.Label ?? item.Entry.Judge) is { } stated ? Checked(item, stated)
            : throw ReviewErrors.Incomplete("the judge has no label, and none is proposed");
        Append(item, Made(item, draft.Action) with { Source = draft.Source, Topic = draft.Topic, Why = draft.Why.Trim(), New = proposed });
        _done.Add((item.Case.Id, item.Entry.Item));
    }

    /// <summary>Takes back what this reviewer decided last, in this session or an earlier one, by a line more. Blind labels stay: the verdict was seen after them.</summary>
    /// <returns>The item.</returns>
    /// <exception cref="JudgeEvalException">There is nothing (<c>JE5027</c>), or a file changed on disk (<c>JE5022</c>).</exception>
    public ReviewItem Undo()
    {
        ReviewItem item = Latest ?? throw ReviewErrors.NothingToUndo();
        item.Case.EnsureUnchanged(whole: false);
        item.Case.Corrections.Undo(item.Entry.Item, item.Entry.Line, _reviewer, _time.GetUtcNow());
        _done.RemoveAt(_done.Count - 1);
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
        AcceptedCase accepted = Case(caseId).Accept(string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        Reload();
        return accepted;
    }

    /// <summary>
    /// Takes what was decided to stay into a case's verified snapshot. What people are right about and what is open stays newly disagreeing, the received
    /// files wait on, and the committed baseline is left alone.
    /// </summary>
    /// <param name="caseId">The case's id.</param>
    /// <exception cref="JudgeEvalException">Nothing may stay (<c>JE5033</c>), or a file changed on disk (<c>JE5022</c>). No file changed then.</exception>
    public AcceptedSnapshot AcceptDecided(string caseId)
    {
        AcceptedSnapshot accepted = Case(caseId).AcceptDecided();
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

    private static (string Case, string Item, string Line) Place(ReviewItem item) => (item.Case.Id, item.Entry.Item, item.Entry.Line);

    private ReviewCase Case(string caseId) => _byId.GetValueOrDefault(caseId) ?? throw ReviewErrors.NoSuchItem(caseId);

    private void Sort() =>
        Queue = [.. Cases.SelectMany(c => c.Items).Order(Comparer<ReviewItem>.Create(Blind ? ReviewItem.CompareById : ReviewItem.CompareWorstFirst))];

    private ReviewDecision Made(ReviewItem item, ReviewAction action)
    {
        var made = new ReviewDecision { At = _time.GetUtcNow(), By = _reviewer, Item = item.Entry.Item, Line = item.Entry.Line, Action = action };
        return item.Recorded is { Labels: var old } ? made with { Old = old } : made;
    }

    private static void Append(ReviewItem item, ReviewDecision decision)
    {
        item.Case.EnsureUnchanged(whole: false);
        item.Case.Corrections.Append(decision);
    }
}
