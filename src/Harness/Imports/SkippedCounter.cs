using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>Counts rows that are left out, by reason.</summary>
internal sealed class SkippedCounter
{
    private readonly List<(string Reason, List<SourceLocation> First)> _reasons = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly List<int> _counts = [];

    /// <summary>Counts a row.</summary>
    /// <param name="location">Where it stands.</param>
    /// <param name="reason">Why it is left out.</param>
    public void Add(SourceLocation location, string reason)
    {
        if (!_positions.TryGetValue(reason, out int position))
        {
            _positions.Add(reason, position = _reasons.Count);
            _reasons.Add((reason, []));
            _counts.Add(0);
        }

        _counts[position]++;
        if (_reasons[position].First.Count < SkippedRows.Shown)
        {
            _reasons[position].First.Add(location);
        }
    }

    /// <summary>The counts, in the order in which the reasons appeared.</summary>
    public ImmutableArray<SkippedRows> ToRows() => [.. _reasons.Select((r, i) => new SkippedRows(r.Reason, _counts[i], [.. r.First]))];
}
