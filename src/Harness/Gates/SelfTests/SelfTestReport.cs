using System.Collections.Immutable;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>Whether a judge with a gate is to be trusted.</summary>
public enum GateHealth
{
    /// <summary>The gate holds its level and tells the judge from judges that know nothing.</summary>
    Healthy,

    /// <summary>Something that must be known is not.</summary>
    CannotTell,

    /// <summary>The gate fails a judge against itself too often, or passes one that knows nothing.</summary>
    Unhealthy,
}

/// <summary>Whether a rate of false alarms is within the stated level.</summary>
public enum LevelCheck
{
    /// <summary>The whole interval of the rate is within.</summary>
    Holds,

    /// <summary>The runs cannot tell: the interval holds the level.</summary>
    CannotTell,

    /// <summary>The whole interval of the rate is above.</summary>
    DoesNotHold,

    /// <summary>There is nothing to compare: no item was judged twice, or no gate compares with a baseline.</summary>
    NotMeasured,
}

/// <summary>A judge tried on itself and on judges that know nothing. Immutable.</summary>
public sealed record SelfTestReport
{
    /// <summary>Which judge.</summary>
    public required JudgeIdentity Judge { get; init; }

    /// <summary>How many items the dataset has.</summary>
    public required int Items { get; init; }

    /// <summary>How many clusters the items are in; <see langword="null"/> where every item stands alone.</summary>
    public int? Clusters { get; init; }

    /// <summary>The share of items with a usable verdict, 0..1.</summary>
    public required double Coverage { get; init; }

    /// <summary>How far the judge agrees with itself.</summary>
    public required StabilityFigures Stability { get; init; }

    /// <summary>The judge held against itself.</summary>
    public required AgainstItself AgainstItself { get; init; }

    /// <summary>Judges that know nothing, held against the judge: always one label, and labels drawn by people's shares.</summary>
    public required ImmutableArray<KnowNothing> KnowNothings { get; init; }

    /// <summary>
    /// The smallest odd number of repeats whose majority verdict flips on fewer than the allowed share of items; <see langword="null"/> where no item was
    /// judged twice or <see cref="LargestRepeats"/> do not suffice.
    /// </summary>
    public RepeatsProposal? Repeats { get; init; }

    /// <summary>The largest number of repeats that is considered.</summary>
    public const int LargestRepeats = 25;

    /// <summary>
    /// The smallest margin, rounded up to 0.01, at which the judge passes against itself in the wanted share of runs; <see langword="null"/> where
    /// no item was judged twice or no gate compares with a baseline.
    /// </summary>
    public double? Margin { get; init; }

    /// <summary>The level that false alarms are held to, 0..1.</summary>
    public required double Level { get; init; }

    /// <summary>The options of the self-test.</summary>
    public required SelfTestOptions Options { get; init; }

    /// <summary>All of it together.</summary>
    public GateHealth Health =>
        AgainstItself.Check == LevelCheck.DoesNotHold || KnowNothings.Any(k => k.Report.Decision == GateDecision.Passed) ? GateHealth.Unhealthy
        : AgainstItself.Check != LevelCheck.Holds || KnowNothings.Any(k => k.Report.Decision == GateDecision.Inconclusive) ? GateHealth.CannotTell
        : GateHealth.Healthy;
}

/// <summary>A judge against itself: a random repeat of each item against another, the items drawn with replacement by cluster.</summary>
/// <param name="Runs">How many runs there were; 0 where nothing was measured.</param>
/// <param name="FalseAlarms">
/// The share of runs in which a gate that compares with the baseline failed, with Clopper and Pearson's interval, over the runs in which such a gate had a
/// figure: what a draw of the items leaves undefined says nothing of the items as they are. Undefined where nothing was measured.
/// </param>
/// <param name="Check">Whether that is within the level.</param>
/// <param name="Gates">What each gate decided, in the order of the gates.</param>
public sealed record AgainstItself(int Runs, Estimate FalseAlarms, LevelCheck Check, ImmutableArray<GateTally> Gates);

/// <summary>How often a gate decided what.</summary>
/// <param name="Gate">The gate in words.</param>
/// <param name="ComparesWithBaseline">Whether it compares with the baseline, so that a failure of a judge against itself is a false alarm.</param>
/// <param name="Passed">Runs that passed.</param>
/// <param name="Inconclusive">Runs that the data could not decide.</param>
/// <param name="Failed">Runs that failed.</param>
/// <param name="Undefined">Runs whose draw left the figure without a value, as when it has one label alone. They are in none of the other counts.</param>
public sealed record GateTally(string Gate, bool ComparesWithBaseline, int Passed, int Inconclusive, int Failed, int Undefined);

/// <summary>A judge that knows nothing, through the gates, with the judge under test as the baseline.</summary>
/// <param name="Name">What it is, for example <c>always 'Good'</c>.</param>
/// <param name="Report">What the gates say; failed is as it should be.</param>
public sealed record KnowNothing(string Name, GateReport Report);

/// <summary>A proposed number of repeats.</summary>
/// <param name="Repeats">How often an item is judged; odd, so that two labels cannot tie.</param>
/// <param name="Flips">The expected share of items on which two such majorities differ, 0..1.</param>
/// <param name="FlipsOfOne">The same for a single verdict.</param>
public sealed record RepeatsProposal(int Repeats, double Flips, double FlipsOfOne);
