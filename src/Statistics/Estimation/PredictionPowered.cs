using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>The arithmetic that the prediction-powered estimates share.</summary>
internal static class PredictionPowered
{
    private const string Method = "prediction-powered";
    private const string ConstantJudge = "the judge's numbers are all equal";
    private const string TooLarge = "the numbers are too large to square; divide them by a common factor";

    public static PredictionPoweredResult Compute(
        ReadOnlySpan<double> labels, ReadOnlySpan<double> judge, Moments elsewhere, PredictionPoweredOptions options)
    {
        int n = labels.Length;
        if (n == 0 || elsewhere.Count == 0)
        {
            return Nothing(n == 0 ? "no item has people's labels" : "every item has people's labels, so the judge adds nothing; take their plain mean", n);
        }

        PairMoments labelled = PairMoments.Of(labels, judge);
        Estimate optimal = OptimalLambda(labelled, elsewhere);
        if (options.Lambda is null && !optimal.IsDefined && optimal.UndefinedReason != ConstantJudge)
        {
            return Nothing(TooLarge, n);
        }

        if (options.Lambda is null && !optimal.IsDefined && labelled.First.Deviations == 0)
        {
            return Nothing("neither the labels nor the judge vary, so there is nothing to tune the weight by; give one", n);
        }

        // A judge that never varies adds nothing at any weight.
        Estimate used = options.Lambda is double given ? Estimate.Of(given, n)
            : optimal.IsDefined ? Estimate.Of(Math.Clamp(optimal.Value, 0, 1), n)
            : optimal;
        double lambda = used.IsDefined ? used.Value : 0;
        double point = labelled.First.Mean + (lambda * (elsewhere.Mean - labelled.Second.Mean));
        if (!double.IsFinite(point))
        {
            return Nothing(TooLarge, n);
        }

        Estimate error = StandardError(PairMoments.ResidualVariance(labels, judge, lambda), n, lambda, elsewhere);
        (Estimate classical, Estimate classicalError) = Classical(labelled.First, options.Level);
        Estimate effective = EffectiveSampleSize.Of(n, classicalError, error);
        return new(
            NormalInference.WithInterval(Estimate.Of(point, n), error, options.Level, Method),
            error,
            classical,
            used,
            optimal,
            effective,
            EffectiveSampleSize.LabelsSaved(n, effective));
    }

    public static (Estimate Mean, Estimate Error) Classical(Moments labels, double level)
    {
        Estimate mean = double.IsFinite(labels.Mean) ? Estimate.Of(labels.Mean, labels.Count) : Estimate.Undefined(TooLarge, labels.Count);
        Estimate error = StandardError(labels.PopulationVariance, labels.Count, 0, default);
        return (NormalInference.WithInterval(mean, error, level, "normal"), error);
    }

    public static void Validate(ReadOnlySpan<double> labels, ReadOnlySpan<double> judge, PredictionPoweredOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (labels.Length != judge.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {labels.Length} labels and {judge.Length} judge labels of the same items."), nameof(judge));
        }

        NormalInference.ValidateLevel(options.Level);
        if (options.Lambda is double lambda && !double.IsFinite(lambda))
        {
            throw new ArgumentException("The weight of the judge is a finite number.", nameof(options));
        }
    }

    public static void RequireFinite(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Number {i} is {values[i]}, which is not finite."), name);
            }
        }
    }

    private static Estimate OptimalLambda(PairMoments labelled, Moments elsewhere)
    {
        int n = labelled.Count;
        Moments judge = labelled.Second.Join(elsewhere);
        if (judge.Deviations == 0)
        {
            return Estimate.Undefined(ConstantJudge, n);
        }

        double lambda = labelled.PopulationCovariance / ((1 + ((double)n / elsewhere.Count)) * (judge.Deviations / (judge.Count - 1)));
        return double.IsFinite(lambda) ? Estimate.Of(lambda, n) : Estimate.Undefined(TooLarge, n);
    }

    private static Estimate StandardError(double residualVariance, int n, double lambda, Moments elsewhere)
    {
        if (n < 2 || (lambda != 0 && elsewhere.Count < 2))
        {
            return Estimate.Undefined(n < 2 ? "one labelled item has no spread" : "one unlabelled item has no spread", n);
        }

        double other = lambda == 0 ? 0 : lambda * lambda * elsewhere.PopulationVariance / elsewhere.Count;
        double error = Math.Sqrt((residualVariance / n) + other);
        return double.IsFinite(error) ? Estimate.Of(error, n) : Estimate.Undefined(TooLarge, n);
    }

    private static PredictionPoweredResult Nothing(string reason, int n)
    {
        Estimate undefined = Estimate.Undefined(reason, n);
        return new(undefined, undefined, undefined, undefined, undefined, undefined, undefined);
    }
}
