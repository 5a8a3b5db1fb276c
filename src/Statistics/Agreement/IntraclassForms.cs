namespace JudgeEval.Statistics;

/// <summary>The six coefficients of one table's mean squares, with tests and intervals.</summary>
internal sealed class IntraclassForms
{
    private const string NoVariance = "all ratings are the same, so there is no variance to divide";

    private readonly IntraclassMeanSquares _squares;
    private readonly double _level;
    private readonly string _interval;
    private readonly string _method;
    private readonly int _n;
    private readonly int _k;

    public IntraclassForms(IntraclassMeanSquares squares, double level, string interval, string method)
    {
        _squares = squares;
        _level = level;
        _interval = interval;
        _method = method;
        _n = squares.Items;
        _k = squares.Annotators;
    }

    private bool HasVariance => _squares.Between > 0 || _squares.Within > 0;

    private double HalfTail => (1 - _level) / 2;

    public IntraclassCorrelations All()
    {
        double between = _squares.Between, within = _squares.Within, residual = _squares.Residual, annotators = _squares.OfAnnotators;
        int ownDegrees = _n * (_k - 1), sharedDegrees = (_n - 1) * (_k - 1);
        (double Lower, double Upper) oneWay = Reciprocal(within, ownDegrees), mixed = Reciprocal(residual, sharedDegrees);
        double excess = between - residual, random = (_k - 1) * residual;
        double singleRandom = excess / (between + random + (_k * (annotators - residual) / _n));
        (double Lower, double Upper)? agreement = AgreementBounds(singleRandom);

        IntraclassCoefficient Form(double value, double denominator, int degrees, (double Lower, double Upper)? bounds) =>
            new(Estimated(value, bounds), Test(denominator, degrees), _n - 1, degrees);

        return new(
            Form((between - within) / (between + ((_k - 1) * within)), within, ownDegrees, Single(oneWay)),
            Form(singleRandom, residual, sharedDegrees, agreement),
            Form(excess / (between + random), residual, sharedDegrees, Single(mixed)),
            Form((between - within) / between, within, ownDegrees, Average(oneWay)),
            Form(excess / MeanVariance(), residual, sharedDegrees, Stepped(agreement)),
            Form(excess / between, residual, sharedDegrees, Average(mixed)),
            new(Square(between), Square(within), Square(annotators), Square(residual)));
    }

    /// <summary>The estimated variance of a mean of k annotators, times k; NaN where it is not positive but for rounding.</summary>
    private double MeanVariance()
    {
        double ofAnnotators = _squares.OfAnnotators / _n, residual = _squares.Residual / _n, variance = _squares.Between + ofAnnotators - residual;
        return variance > 1e-14 * (_squares.Between + ofAnnotators + residual) ? variance : double.NaN;
    }

    /// <summary>The bounds (F - 1) / (F + k - 1) of one annotator, in a form that also holds where F is infinite or 0.</summary>
    private (double Lower, double Upper) Single((double Lower, double Upper) reciprocal)
    {
        return (Bound(reciprocal.Lower), Bound(reciprocal.Upper));

        double Bound(double r) => double.IsPositiveInfinity(r) ? -1.0 / (_k - 1) : (1 - r) / (1 + ((_k - 1) * r));
    }

    /// <summary>The bounds 1 - 1/F of the mean of all annotators.</summary>
    private static (double Lower, double Upper) Average((double Lower, double Upper) reciprocal) => (1 - reciprocal.Lower, 1 - reciprocal.Upper);

    /// <summary>Spearman and Brown's step from one annotator to k; it has no value at or below -1 / (k - 1).</summary>
    private (double Lower, double Upper)? Stepped((double Lower, double Upper)? single) =>
        single is var (lower, upper) && 1 + ((_k - 1) * lower) > 0
            ? (lower * _k / (1 + (lower * (_k - 1))), upper * _k / (1 + (upper * (_k - 1))))
            : null;

    /// <summary>The reciprocal 1/F divided by its quantiles: infinite where items do not differ at all.</summary>
    private (double Lower, double Upper) Reciprocal(double denominator, int degrees)
    {
        double inverse = denominator / _squares.Between;
        return (inverse * FDistribution.UpperQuantile(HalfTail, _n - 1, degrees), inverse / FDistribution.UpperQuantile(HalfTail, degrees, _n - 1));
    }

    /// <summary>Bounds of ICC(2,1); the denominator is a mix of two mean squares, whose degrees of freedom are Satterthwaite's.</summary>
    private (double Lower, double Upper)? AgreementBounds(double single)
    {
        double n = _n, k = _k, between = _squares.Between, residual = _squares.Residual, annotators = _squares.OfAnnotators;

        // Both terms are multiplied by the residual mean square, so that it may be 0.
        double first = k * single * annotators, second = ((n * (1 + ((k - 1) * single))) - (k * single)) * residual;
        double degrees = (k - 1) * (n - 1) * (first + second) * (first + second) / (((n - 1) * first * first) + (second * second));
        if (annotators == 0 && residual == 0)
        {
            // Without any error the degrees have no meaning and no effect.
            degrees = 1;
        }

        // Below a hundredth of a degree the quantile is beyond any number.
        if (!double.IsFinite(single) || !(degrees > 0.01))
        {
            return null;
        }

        double mixed = (k * annotators) + (((k * n) - k - n) * residual);
        double below = FDistribution.UpperQuantile(HalfTail, n - 1, degrees), above = FDistribution.UpperQuantile(HalfTail, degrees, n - 1);
        (double Lower, double Upper) bounds =
            (n * (between - (below * residual)) / ((below * mixed) + (n * between)), n * ((above * between) - residual) / (mixed + (n * above * between)));
        return double.IsFinite(bounds.Lower) && double.IsFinite(bounds.Upper) ? bounds : null;
    }

    private Estimate Estimated(double value, (double Lower, double Upper)? bounds)
    {
        if (!double.IsFinite(value))
        {
            return Estimate.Undefined(
                HasVariance ? "the items' means differ too little from each other for a mean of annotators to have a reliability" : NoVariance, _n);
        }

        // At a level of almost 0 the bounds are one number by two roundings.
        Estimate estimate = Estimate.Of(value, _n);
        return bounds is var (lower, upper) && double.IsFinite(lower) && double.IsFinite(upper)
            ? estimate.WithInterval(ConfidenceInterval.ByFormula(Math.Min(lower, upper), Math.Max(lower, upper), _level, _interval))
            : estimate;
    }

    private TestResult Test(double denominator, int degrees)
    {
        double f = _squares.Between / denominator;
        return !double.IsFinite(f)
            ? TestResult.Undefined(!HasVariance ? NoVariance : _squares.Between == 0 ? "the items do not differ" : "nothing but a constant separates the annotators, so F is infinite", _n, _method)
            : TestResult.Of(f, FDistribution.Upper(f, _n - 1, degrees), _n, _method);
    }

    private Estimate Square(double mean)
    {
        double value = mean / _squares.Unit / _squares.Unit;
        return double.IsFinite(value) ? Estimate.Of(value, _n) : Estimate.Undefined("the square is too large for a number", _n);
    }
}
