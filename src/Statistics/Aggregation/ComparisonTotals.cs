using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Comparisons counted by who was shown first and second; players who were never compared are left out.</summary>
internal sealed class ComparisonTotals
{
    private ComparisonTotals(int playerCount, int[] players, ImmutableArray<Cell> cells)
    {
        PlayerCount = playerCount;
        Players = players;
        Cells = cells;
        Games = new long[players.Length];
        foreach (Cell cell in cells)
        {
            Games[cell.First] += cell.Total;
            Games[cell.Second] += cell.Total;
            Tied += cell.Ties;
            Decided += cell.FirstWins + cell.SecondWins;
        }
    }

    public int PlayerCount { get; }

    /// <summary>The players with comparisons, ascending; the cells name them by position.</summary>
    public int[] Players { get; }

    public ImmutableArray<Cell> Cells { get; }

    /// <summary>How many comparisons each of <see cref="Players"/> has.</summary>
    public long[] Games { get; }

    public long Tied { get; }

    public long Decided { get; }

    public static ComparisonTotals Create(int playerCount, IReadOnlyCollection<PairedComparison> comparisons)
    {
        SortedDictionary<(int First, int Second), Cell> cells = [];
        SortedSet<int> players = [];
        foreach (PairedComparison c in comparisons)
        {
            Cell cell = cells.GetValueOrDefault((c.First, c.Second));
            cells[(c.First, c.Second)] = c.Outcome switch
            {
                ComparisonOutcome.First => cell with { FirstWins = cell.FirstWins + c.Count },
                ComparisonOutcome.Second => cell with { SecondWins = cell.SecondWins + c.Count },
                _ => cell with { Ties = cell.Ties + c.Count },
            };
            players.Add(c.First);
            players.Add(c.Second);
        }

        int[] known = [.. players];
        return new(
            playerCount,
            known,
            [.. cells.Select(c => c.Value with { First = Array.BinarySearch(known, c.Key.First), Second = Array.BinarySearch(known, c.Key.Second) })]);
    }

    /// <summary>Whether every player is linked to every other by a chain of wins or ties (Ford's condition).</summary>
    public bool IsStronglyConnected() => ReachesAll(forward: true) && ReachesAll(forward: false);

    private bool ReachesAll(bool forward)
    {
        List<int>[] next = [.. Players.Select(_ => new List<int>())];
        foreach (Cell cell in Cells)
        {
            if (cell.Ties > 0 || (forward ? cell.FirstWins : cell.SecondWins) > 0)
            {
                next[cell.First].Add(cell.Second);
            }

            if (cell.Ties > 0 || (forward ? cell.SecondWins : cell.FirstWins) > 0)
            {
                next[cell.Second].Add(cell.First);
            }
        }

        bool[] reached = new bool[Players.Length];
        reached[0] = true;
        Stack<int> open = new([0]);
        int count = 1;
        while (open.TryPop(out int player))
        {
            foreach (int other in next[player].Where(p => !reached[p]))
            {
                reached[other] = true;
                open.Push(other);
                count++;
            }
        }

        return count == Players.Length;
    }

    internal readonly record struct Cell(int First, int Second, long FirstWins, long SecondWins, long Ties)
    {
        public long Total => FirstWins + SecondWins + Ties;
    }
}
