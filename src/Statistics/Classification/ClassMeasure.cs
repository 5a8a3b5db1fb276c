namespace JudgeEval.Statistics;

/// <summary>A share of one class against the rest: a count divided by another, both of which add up over classes.</summary>
internal sealed class ClassMeasure
{
    private readonly Func<ConfusionMatrix, int, (long Part, long Whole)> _counts;
    private readonly string _empty;

    private ClassMeasure(string empty, Func<ConfusionMatrix, int, (long Part, long Whole)> counts)
    {
        _empty = empty;
        _counts = counts;
    }

    public static ClassMeasure Precision { get; } =
        new("the class is never predicted", (m, c) => (m[c, c], m.PredictionCounts[c]));

    public static ClassMeasure TruePositiveRate { get; } =
        new("the class has no items", (m, c) => (m[c, c], m.TruthCounts[c]));

    public static ClassMeasure TrueNegativeRate { get; } =
        new("every item is of the class", (m, c) => (m.ItemCount - m.TruthCounts[c] - m.PredictionCounts[c] + m[c, c], m.ItemCount - m.TruthCounts[c]));

    public static ClassMeasure F1 { get; } =
        new("the class is neither true nor predicted anywhere", (m, c) => (2L * m[c, c], m.TruthCounts[c] + m.PredictionCounts[c]));

    public Estimate OfClass(ConfusionMatrix matrix, int position)
    {
        (long part, long whole) = _counts(matrix, position);
        return whole == 0 ? Undefined(matrix, _empty) : Estimate.Of((double)part / whole, matrix.ItemCount);
    }

    public Estimate Average(ConfusionMatrix matrix, ClassAverage average, UndefinedClass undefined)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Guard.Known(average);
        Guard.Known(undefined);
        if (matrix.ItemCount == 0)
        {
            return Undefined(matrix, _empty);
        }

        double sum = 0, weights = 0;
        long parts = 0, wholes = 0;
        for (int c = 0; c < matrix.Classes.Length; c++)
        {
            (long part, long whole) = _counts(matrix, c);
            parts += part;
            wholes += whole;
            if (whole > 0 || undefined == UndefinedClass.Zero)
            {
                double weight = average == ClassAverage.Weighted ? matrix.TruthCounts[c] : 1;
                sum += whole > 0 ? weight * part / whole : 0;
                weights += weight;
            }
        }

        (sum, weights) = average == ClassAverage.Micro ? (parts, wholes) : (sum, weights);
        return weights == 0 ? Undefined(matrix, "no class has a value to average") : Estimate.Of(sum / weights, matrix.ItemCount);
    }

    private static Estimate Undefined(ConfusionMatrix matrix, string reason) =>
        Estimate.Undefined(matrix.ItemCount == 0 ? "no item has both a true and a predicted class" : reason, matrix.ItemCount);
}
