namespace JudgeEval.Statistics;

/// <summary>Who won a comparison.</summary>
public enum ComparisonOutcome
{
    /// <summary>The one shown first.</summary>
    First,

    /// <summary>The one shown second.</summary>
    Second,

    /// <summary>Neither.</summary>
    Tie,
}

/// <summary>A comparison of two players, for example of two systems' answers to one prompt.</summary>
/// <param name="First">The player shown first, from 0.</param>
/// <param name="Second">The player shown second, from 0; another one.</param>
/// <param name="Outcome">Who won.</param>
/// <param name="Count">How often this was seen, at least 1.</param>
public readonly record struct PairedComparison(int First, int Second, ComparisonOutcome Outcome, int Count = 1)
{
    /// <summary>The same comparison with the places exchanged.</summary>
    public PairedComparison Swap() => new(
        Second,
        First,
        Outcome switch { ComparisonOutcome.First => ComparisonOutcome.Second, ComparisonOutcome.Second => ComparisonOutcome.First, _ => Outcome },
        Count);

    /// <summary>The first player's score: 1 for a win, 0 for a loss, one half for a tie.</summary>
    public double FirstScore => Outcome switch { ComparisonOutcome.First => 1, ComparisonOutcome.Second => 0, _ => 0.5 };

    internal static void Check(int playerCount, IReadOnlyCollection<PairedComparison> comparisons)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(playerCount);
        ArgumentNullException.ThrowIfNull(comparisons);
        foreach (PairedComparison c in comparisons)
        {
            if ((uint)c.First >= (uint)playerCount || (uint)c.Second >= (uint)playerCount || c.First == c.Second || c.Count < 1 || !Enum.IsDefined(c.Outcome))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"{c} is no comparison of two of {playerCount} players, seen at least once."), nameof(comparisons));
            }
        }
    }
}
