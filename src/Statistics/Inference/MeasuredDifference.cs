namespace JudgeEval.Statistics;

/// <summary>
/// A difference between two sides, the first minus the second, that can be held against a margin: is the first not worse by more than the
/// margin (non-inferiority), or are the two within the margin of each other (equivalence, by two one-sided tests: Schuirmann, 1987,
/// doi:10.1007/BF01068419)? Immutable.
/// </summary>
public sealed class MeasuredDifference
{
    // Below, 1 - 2 alpha loses its digits.
    private const double SmallestAlpha = 1e-12;

    // Outside, tails of Student's t leave the range of numbers; from here up it is the normal distribution.
    private const double SmallestDegrees = 0.1;
    private const double LargestDegrees = 1e15;

    private readonly IDifferenceEvidence? _evidence;

    private MeasuredDifference(Estimate estimate, string method, IDifferenceEvidence? evidence)
    {
        Estimate = estimate;
        Method = method;
        _evidence = estimate.IsDefined ? evidence : null;
    }

    /// <summary>The difference, in the unit of the measurement.</summary>
    public Estimate Estimate { get; }

    /// <summary>How it is tested, for example <c>paired-t</c>.</summary>
    public string Method { get; }

    /// <summary>
    /// The mean of paired differences, by Student's t (1908, doi:10.1093/biomet/6.1.1). A long tail towards the margin makes it reject too often at
    /// small n.
    /// </summary>
    /// <param name="differences">First minus second for each item, finite.</param>
    /// <returns>Undefined with fewer than two items, or when the differences do not vary.</returns>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static MeasuredDifference OfPairs(ReadOnlySpan<double> differences)
    {
        const string Name = "paired-t";
        Guard.Finite(differences);
        int n = differences.Length;
        double mean = 0, squares = 0;
        foreach (double d in differences)
        {
            mean += d / n;
        }

        bool varies = false;
        foreach (double d in differences)
        {
            squares += (d - mean) * (d - mean);
            varies |= d != differences[0];
        }

        return n < 2 ? Undefined("the test needs at least two items", n, Name)
            : !double.IsFinite(squares) ? Undefined("the differences are too large for their variance", n, Name)
            : !varies ? Undefined("the differences do not vary, so they have no standard error", n, Name)
            : new(Estimate.Of(mean, n), Name, new StandardErrorEvidence(mean, Math.Sqrt(squares / (n - 1) / n), n - 1));
    }

    /// <summary>The difference of two paired proportions, by the score test and interval of Tango (1998, doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;891::AID-SIM780&gt;3.0.CO;2-B). Margins are below 1.</summary>
    /// <param name="onlyFirst">On how many items only the first succeeds, at least 0.</param>
    /// <param name="onlySecond">On how many items only the second succeeds, at least 0.</param>
    /// <param name="n">How many items there are, those included on which both succeed or both fail.</param>
    /// <returns>Undefined without an item; defined without a discordant one.</returns>
    /// <exception cref="ArgumentException">A count is out of range.</exception>
    public static MeasuredDifference OfPairedProportions(int onlyFirst, int onlySecond, int n)
    {
        const string Name = "paired-proportions-score";
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        if (n < (long)onlyFirst + onlySecond)
        {
            throw new ArgumentOutOfRangeException(nameof(n), n, "There are at least as many items as discordant ones.");
        }

        return n == 0
            ? Undefined("there is no item", 0, Name)
            : new(Estimate.Of(((double)onlyFirst - onlySecond) / n, n), Name, new PairedProportionScore(onlyFirst, onlySecond, n));
    }

    /// <summary>Any difference with a standard error, by Student's t or the normal distribution.</summary>
    /// <param name="estimate">The difference.</param>
    /// <param name="standardError">Its standard error, at least 0.</param>
    /// <param name="degreesOfFreedom">Of the standard error, 0.1..1e15 or infinity; the default, infinity, is the normal distribution.</param>
    /// <returns>Undefined when the estimate is, or with a standard error of 0.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static MeasuredDifference OfStandardError(Estimate estimate, double standardError, double degreesOfFreedom = double.PositiveInfinity)
    {
        string name = double.IsPositiveInfinity(degreesOfFreedom) ? "normal" : "t";
        if (!double.IsFinite(standardError) || standardError < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(standardError), standardError, "A standard error is at least 0.");
        }

        if (degreesOfFreedom is not (>= SmallestDegrees and <= LargestDegrees or double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom lie between 0.1 and 1e15, or are infinite.");
        }

        return !estimate.IsDefined ? new(estimate, name, null)
            : standardError == 0 ? Undefined("the standard error is 0", estimate.N, name)
            : new(estimate, name, new StandardErrorEvidence(estimate.Value, standardError, degreesOfFreedom));
    }

    /// <summary>Any difference with bootstrap replicates: with b of m beyond a bound, p is (b + 1) / (m + 1); the interval is the percentile one. With some 20 items it is a little too narrow.</summary>
    /// <param name="estimate">The difference.</param>
    /// <param name="replicates">Its replicates; those that are not finite are undefined and left out.</param>
    /// <param name="seed">The seed they were drawn with.</param>
    /// <param name="unit">What was resampled whole.</param>
    /// <returns>Undefined when the estimate is, or when fewer than two replicates or than half of them are defined.</returns>
    /// <exception cref="ArgumentException">The unit has no name.</exception>
    public static MeasuredDifference OfReplicates(Estimate estimate, ReadOnlySpan<double> replicates, ulong seed = 0, string unit = "item")
    {
        const string Name = "bootstrap";
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        double[] sorted = [.. replicates.ToArray().Where(double.IsFinite).Order()];
        return !estimate.IsDefined ? new(estimate, Name, null)
            : sorted.Length < 2 || sorted.Length < ClusterBootstrap.SmallestDefinedShare * replicates.Length
                ? Undefined("too few bootstrap replicates have a value", estimate.N, Name)
                : new(estimate, Name, new ReplicateEvidence(sorted, estimate.Value, replicates.Length, seed, unit));
    }

    /// <summary>Any figure with the evidence of a Bayesian bootstrap, which holds its level on few items too.</summary>
    /// <param name="estimate">The figure.</param>
    /// <param name="evidence">Its evidence; <see langword="null"/> where there is none.</param>
    /// <returns>Without evidence the figure keeps its value, but every test of it is undefined.</returns>
    public static MeasuredDifference OfBootstrap(Estimate estimate, BootstrapEvidence? evidence) =>
        new(estimate, "bayesian-bootstrap", evidence is null ? null : new ResampledEvidence(evidence));

    /// <summary>Any difference with an interval of whatever method. It decides at one level only, half of what the interval leaves out, and has no p-value.</summary>
    /// <param name="estimate">The difference with its interval.</param>
    /// <returns>Undefined when the estimate is, or when it has no interval.</returns>
    public static MeasuredDifference OfInterval(Estimate estimate)
    {
        const string Name = "interval";
        return !estimate.IsDefined ? new(estimate, Name, null)
            : estimate.Interval is null ? Undefined("the difference has no interval", estimate.N, Name)
            : new(estimate, Name, new IntervalEvidence(estimate.Interval));
    }

    /// <summary>The interval at a level.</summary>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <returns><see langword="null"/> when the difference is undefined, or the bounds are too large for numbers.</returns>
    /// <exception cref="ArgumentException">The level is out of range, or not that of the only interval known.</exception>
    public ConfidenceInterval? Interval(double confidence = 0.95) => confidence is > 0 and < 1
        ? _evidence?.Interval(confidence)
        : throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence level lies between 0 and 1.");

    /// <summary>The one-sided p-value of the claim that the difference lies above, or below, a bound.</summary>
    /// <param name="bound">The bound, finite.</param>
    /// <param name="above">Whether the claim is above; else it is below.</param>
    /// <returns>0..1, small when the data bear the claim out; <see langword="null"/> when the difference is undefined or has an interval alone.</returns>
    /// <exception cref="ArgumentException">The bound is not finite.</exception>
    public double? PValue(double bound, bool above) => double.IsFinite(bound)
        ? _evidence?.PValue(bound, above)
        : throw new ArgumentOutOfRangeException(nameof(bound), bound, "A bound is finite.");

    /// <summary>Whether the first side is not worse than the second by more than a margin. Larger is better.</summary>
    /// <param name="margin">The margin in the unit of the difference, at least 0; 0 asks whether the first is better.</param>
    /// <param name="alpha">The one-sided level, from 1e-12 to below 1/2. The default is 0.05.</param>
    /// <exception cref="ArgumentException">The margin or the level is out of range, or not that of the only interval known.</exception>
    public NonInferiorityResult NonInferiority(double margin, double alpha = 0.05)
    {
        Check(margin, alpha);
        if (_evidence is null)
        {
            return new(Estimate, margin, alpha, NoTest(), NonInferiorityVerdict.Inconclusive);
        }

        Estimate difference = Estimate.WithInterval(_evidence.Interval(1 - (2 * alpha)));
        return new(
            difference,
            margin,
            alpha,
            Test(-margin, above: true),
            _evidence.IsAbove(-margin, alpha) ? NonInferiorityVerdict.NonInferior
                : _evidence.IsBelow(-margin, alpha) ? NonInferiorityVerdict.Inferior : NonInferiorityVerdict.Inconclusive);
    }

    /// <summary>Whether the two sides are within a margin of each other.</summary>
    /// <param name="margin">The margin in the unit of the difference, above 0.</param>
    /// <param name="alpha">The level of each one-sided test, from 1e-12 to below 1/2. The default is 0.05.</param>
    /// <exception cref="ArgumentException">The margin or the level is out of range, or not that of the only interval known.</exception>
    public EquivalenceResult Equivalence(double margin, double alpha = 0.05)
    {
        Check(margin, alpha);
        if (margin == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "An equivalence margin is above 0.");
        }

        if (_evidence is null)
        {
            return new(Estimate, margin, alpha, NoTest(), NoTest(), EquivalenceVerdict.Inconclusive);
        }

        Estimate difference = Estimate.WithInterval(_evidence.Interval(1 - (2 * alpha)));
        bool inside = _evidence.IsAbove(-margin, alpha) && _evidence.IsBelow(margin, alpha);
        bool outside = _evidence.IsBelow(-margin, alpha) || _evidence.IsAbove(margin, alpha);
        return new(
            difference,
            margin,
            alpha,
            Test(-margin, above: true),
            Test(margin, above: false),
            inside ? EquivalenceVerdict.Equivalent : outside ? EquivalenceVerdict.Different : EquivalenceVerdict.Inconclusive);
    }

    private static MeasuredDifference Undefined(string reason, int n, string method) => new(Estimate.Undefined(reason, n), method, null);

    private TestResult NoTest() => TestResult.Undefined(
        Estimate.UndefinedReason ?? "there is no interval: that takes two items or clusters, and resamples on which the figure has a value", Estimate.N, Method);

    private TestResult Test(double bound, bool above) => !double.IsFinite(_evidence!.Statistic(bound))
        ? TestResult.Undefined(Estimate.TooLarge, Estimate.N, Method)
        : _evidence.PValue(bound, above) is double p
        ? TestResult.Of(_evidence.Statistic(bound), p, Estimate.N, Method)
        : TestResult.Undefined("an interval alone has no p-value", Estimate.N, Method);

    private void Check(double margin, double alpha)
    {
        if (!double.IsFinite(margin) || margin < 0 || (_evidence is PairedProportionScore && margin >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin is at least 0, that of proportions below 1.");
        }

        if (alpha is not (>= SmallestAlpha and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level of a one-sided test lies between 1e-12 and 1/2.");
        }
    }
}
