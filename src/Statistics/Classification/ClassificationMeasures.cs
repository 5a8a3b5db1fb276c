namespace JudgeEval.Statistics;

/// <summary>
/// How well predictions meet the truth. Accuracy, balanced accuracy and Matthews' correlation look at all classes at once; precision,
/// rates and F1 belong to one class against the rest and are averaged (Sokolova and Lapalme, 2009, doi:10.1016/j.ipm.2009.03.002).
/// </summary>
public static class ClassificationMeasures
{
    private const string NoItems = "no item has both a true and a predicted class";

    /// <summary>The share of items predicted as what they are, 0..1. Undefined without items.</summary>
    /// <param name="matrix">The counts.</param>
    public static Estimate Accuracy(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.ItemCount == 0 ? Estimate.Undefined(NoItems, 0) : Estimate.Of((double)Hits(matrix) / matrix.ItemCount, matrix.ItemCount);
    }

    /// <summary>
    /// The mean true positive rate of the classes that occur in the truth, 0..1 (Brodersen et al., 2010, doi:10.1109/ICPR.2010.764).
    /// Undefined without items.
    /// </summary>
    /// <param name="matrix">The counts.</param>
    public static Estimate BalancedAccuracy(ConfusionMatrix matrix) => TruePositiveRate(matrix, ClassAverage.Macro, UndefinedClass.Excluded);

    /// <summary>
    /// Matthews' correlation of truth and prediction, -1..1, for any number of classes (Gorodkin, 2004,
    /// doi:10.1016/j.compbiolchem.2004.09.006; of two classes Matthews, 1975, doi:10.1016/0005-2795(75)90109-9). Undefined when the truth
    /// or the prediction is always the same class; scikit-learn answers 0 there.
    /// </summary>
    /// <param name="matrix">The counts.</param>
    public static Estimate MatthewsCorrelation(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);

        // Whole numbers below 2^62 throughout, so that nothing cancels.
        long n = matrix.ItemCount, together = n * Hits(matrix), truth = n * n, predicted = n * n;
        for (int c = 0; c < matrix.Classes.Length; c++)
        {
            long t = matrix.TruthCounts[c], p = matrix.PredictionCounts[c];
            together -= t * p;
            truth -= t * t;
            predicted -= p * p;
        }

        if (truth == 0 || predicted == 0)
        {
            string reason = n == 0 ? NoItems : truth == 0 ? "the truth is always the same class, so nothing can vary with it" : "the prediction is always the same class, so it cannot vary with the truth";
            return Estimate.Undefined(reason, matrix.ItemCount);
        }

        return Estimate.Of(Math.Clamp(together / (Math.Sqrt(truth) * Math.Sqrt(predicted)), -1, 1), matrix.ItemCount);
    }

    /// <summary>Of the items predicted as a class, the share that is of it, 0..1. Undefined for a class that is never predicted.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="position">The class's position in the matrix.</param>
    public static Estimate Precision(ConfusionMatrix matrix, int position) => OfClass(matrix, ClassMeasure.Precision, position);

    /// <summary>The average precision of the classes, 0..1.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="average">How classes are averaged.</param>
    /// <param name="undefined">What a class without a value is worth. The default value is <see cref="UndefinedClass.Excluded"/>.</param>
    /// <returns>Undefined without items, and when no class has a value to average.</returns>
    public static Estimate Precision(ConfusionMatrix matrix, ClassAverage average, UndefinedClass undefined = UndefinedClass.Excluded) =>
        ClassMeasure.Precision.Average(matrix, average, undefined);

    /// <summary>Of a class's items, the share that is predicted as it, also recall or sensitivity, 0..1. Undefined for a class without items.</summary>
    /// <inheritdoc cref="Precision(ConfusionMatrix, int)"/>
    public static Estimate TruePositiveRate(ConfusionMatrix matrix, int position) => OfClass(matrix, ClassMeasure.TruePositiveRate, position);

    /// <summary>The average true positive rate of the classes, 0..1.</summary>
    /// <inheritdoc cref="Precision(ConfusionMatrix, ClassAverage, UndefinedClass)"/>
    public static Estimate TruePositiveRate(ConfusionMatrix matrix, ClassAverage average, UndefinedClass undefined = UndefinedClass.Excluded) =>
        ClassMeasure.TruePositiveRate.Average(matrix, average, undefined);

    /// <summary>Of the items that are not of a class, the share that is not predicted as it, also specificity, 0..1. Undefined when all items are of the class.</summary>
    /// <inheritdoc cref="Precision(ConfusionMatrix, int)"/>
    public static Estimate TrueNegativeRate(ConfusionMatrix matrix, int position) => OfClass(matrix, ClassMeasure.TrueNegativeRate, position);

    /// <summary>The average true negative rate of the classes, 0..1.</summary>
    /// <inheritdoc cref="Precision(ConfusionMatrix, ClassAverage, UndefinedClass)"/>
    public static Estimate TrueNegativeRate(ConfusionMatrix matrix, ClassAverage average, UndefinedClass undefined = UndefinedClass.Excluded) =>
        ClassMeasure.TrueNegativeRate.Average(matrix, average, undefined);

    /// <summary>
    /// Twice a class's hits divided by how often it is true plus how often it is predicted, 0..1: the harmonic mean of precision and true
    /// positive rate where both have a value (van Rijsbergen, 1979, "Information Retrieval", ISBN 0-408-70929-4). Undefined for a class that is neither true
    /// nor predicted anywhere.
    /// </summary>
    /// <inheritdoc cref="Precision(ConfusionMatrix, int)"/>
    public static Estimate F1(ConfusionMatrix matrix, int position) => OfClass(matrix, ClassMeasure.F1, position);

    /// <summary>The average F1 of the classes, 0..1. The micro average is the accuracy.</summary>
    /// <inheritdoc cref="Precision(ConfusionMatrix, ClassAverage, UndefinedClass)"/>
    public static Estimate F1(ConfusionMatrix matrix, ClassAverage average, UndefinedClass undefined = UndefinedClass.Excluded) =>
        ClassMeasure.F1.Average(matrix, average, undefined);

    private static Estimate OfClass(ConfusionMatrix matrix, ClassMeasure measure, int position)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Guard.Index(position, matrix.Classes.Length);
        return measure.OfClass(matrix, position);
    }

    private static long Hits(ConfusionMatrix matrix)
    {
        long hits = 0;
        for (int c = 0; c < matrix.Classes.Length; c++)
        {
            hits += matrix[c, c];
        }

        return hits;
    }
}
