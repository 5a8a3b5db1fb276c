using System.Collections.Immutable;

namespace JudgeEval.Harness.Reviews;

/// <summary>What the lines of a corrections file amount to: which decisions hold.</summary>
internal sealed class CorrectionsLog
{
    private readonly Dictionary<string, History> _items = new(StringComparer.Ordinal);
    private long _made;

    /// <summary>The decisions that hold, in the order in which they were made.</summary>
    public ImmutableArray<ReviewDecision> Decisions => [.. _items.Values.SelectMany(i => i.Holding).OrderBy(m => m.Number).Select(m => m.Decision)];

    /// <summary>How many lines there are on an item.</summary>
    public int LinesOn(string item) => _items.TryGetValue(item, out History? history) ? history.Lines : 0;

    /// <summary>The last decision on an item that holds for a line of the snapshot; of one reviewer where one is named.</summary>
    public ReviewDecision? DecisionOn(string item, string line, string? by) => Last(item, d => !IsLabel(d) && d.Line == line && (by is null || d.By == by));

    /// <summary>The label that a reviewer gave blind, for a line of the snapshot.</summary>
    public string? BlindLabelOf(string item, string line, string by) => Last(item, d => IsLabel(d) && d.Line == line && d.By == by)?.New;

    /// <summary>Whether a reviewer ever decided an item on a line of the snapshot, taken back or not.</summary>
    public bool HasEverDecided(string item, string line, string by) => _items.TryGetValue(item, out History? history) && history.Decided.Contains((by, line));

    /// <summary>Takes a line in.</summary>
    public void Apply(CorrectionLine line)
    {
        if (!_items.TryGetValue(line.Item, out History? history))
        {
            _items[line.Item] = history = new History();
        }

        history.Lines++;
        if (line.Decision is { } decision)
        {
            history.Holding.Add((_made++, decision));
            if (!IsLabel(decision))
            {
                history.Decided.Add((decision.By, decision.Line));
            }

            return;
        }

        // A reviewer takes back what that reviewer said of the line, whoever spoke since and of whatever line; a label that was given blind goes last, because it
        // came first. Files of a time before the line was written mean the last of all.
        bool IsMeant(ReviewDecision made) => made.By == line.By && (line.Line is null || made.Line == line.Line);
        int at = history.Holding.FindLastIndex(m => IsMeant(m.Decision) && !IsLabel(m.Decision));
        at = at >= 0 ? at : history.Holding.FindLastIndex(m => IsMeant(m.Decision));
        if (at >= 0)
        {
            history.Holding.RemoveAt(at);
        }
    }

    private static bool IsLabel(ReviewDecision decision) => decision.Action == ReviewAction.Labelled;

    private ReviewDecision? Last(string item, Predicate<ReviewDecision> wanted) =>
        _items.TryGetValue(item, out History? history) && history.Holding.FindLastIndex(m => wanted(m.Decision)) is >= 0 and var at ? history.Holding[at].Decision : null;

    private sealed class History
    {
        public int Lines { get; set; }

        public HashSet<(string By, string Line)> Decided { get; } = [];

        public List<(long Number, ReviewDecision Decision)> Holding { get; } = [];
    }
}
