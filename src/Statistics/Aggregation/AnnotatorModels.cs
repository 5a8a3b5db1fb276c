namespace JudgeEval.Statistics;

/// <summary>A confusion matrix for each annotator, with a pseudo-count in each cell (the mode under a Dirichlet prior).</summary>
internal sealed class ConfusionModel(double smoothing) : IAnnotatorModel
{
    public void Maximize(AnnotatorEm em)
    {
        int k = em.CategoryCount;
        ClassPrior.Maximize(em, smoothing);
        for (int start = 0; start < em.Counts.Length; start += k * em.Stride)
        {
            for (int truth = 0; truth < k; truth++)
            {
                double total = 0;
                for (int observed = 0; observed < k; observed++)
                {
                    total += em.Counts[start + (observed * em.Stride) + truth] + smoothing;
                }

                for (int observed = 0; observed < k; observed++)
                {
                    int cell = start + (observed * em.Stride) + truth;
                    em.Likelihood[cell] = (em.Counts[cell] + smoothing) / total;
                }
            }
        }
    }

    public double LogPriorDensity(AnnotatorEm em)
    {
        LogProduct density = new();
        for (int row = 0; row < em.Likelihood.Length; row += em.Stride)
        {
            for (int truth = 0; truth < em.CategoryCount; truth++)
            {
                density.Multiply(em.Likelihood[row + truth]);
            }
        }

        return (smoothing * density.Log) + ClassPrior.LogDensity(em, smoothing);
    }
}

/// <summary>
/// One accuracy for each annotator; the wrong categories are equally likely. The same pseudo-counts as in
/// <see cref="ConfusionModel"/>: one for the right category and one for each wrong one.
/// </summary>
internal sealed class OneCoinModel(double smoothing) : IAnnotatorModel
{
    public void Maximize(AnnotatorEm em)
    {
        int k = em.CategoryCount;
        ClassPrior.Maximize(em, smoothing);
        for (int annotator = 0; annotator < em.Annotations.AnnotatorCount; annotator++)
        {
            (double right, double all) = RightOf(em, annotator);
            double total = all + (k * smoothing), accuracy = k == 1 ? 1 : (right + smoothing) / total;

            // Not 1 - accuracy: without a wrong annotation the pseudo-counts are all there is, and the difference would lose them.
            double wrong = Math.Max(0, all - right) + ((k - 1) * smoothing);
            Fill(em, annotator, accuracy, k == 1 ? 0 : wrong / total / (k - 1));
        }
    }

    public double LogPriorDensity(AnnotatorEm em)
    {
        int k = em.CategoryCount;
        LogProduct density = new();
        for (int start = 0; start < em.Likelihood.Length && k > 1; start += k * em.Stride)
        {
            density.Multiply(em.Likelihood[start]);
            density.Add((k - 1) * Math.Log(em.Likelihood[start + 1]));
        }

        return (smoothing * density.Log) + ClassPrior.LogDensity(em, smoothing);
    }

    /// <summary>How many of an annotator's annotations are expected to be right, and how many there are.</summary>
    public static (double Right, double All) RightOf(AnnotatorEm em, int annotator)
    {
        int k = em.CategoryCount;
        double right = 0, all = 0;
        for (int observed = 0; observed < k; observed++)
        {
            int row = ((annotator * k) + observed) * em.Stride;
            right += em.Counts[row + observed];
            for (int truth = 0; truth < k; truth++)
            {
                all += em.Counts[row + truth];
            }
        }

        return (right, all);
    }

    public static void Fill(AnnotatorEm em, int annotator, double right, double wrong)
    {
        int k = em.CategoryCount;
        for (int observed = 0; observed < k; observed++)
        {
            for (int truth = 0; truth < k; truth++)
            {
                em.Likelihood[(((annotator * k) + observed) * em.Stride) + truth] = observed == truth ? right : wrong;
            }
        }
    }
}

/// <summary>The class prior that the models share.</summary>
internal static class ClassPrior
{
    public static void Maximize(AnnotatorEm em, double smoothing)
    {
        double total = em.ItemCount + (em.CategoryCount * smoothing);
        for (int c = 0; c < em.CategoryCount; c++)
        {
            em.Prior[c] = (em.PriorCounts[c] + smoothing) / total;
        }
    }

    public static double LogDensity(AnnotatorEm em, double smoothing)
    {
        double sum = 0;
        for (int c = 0; c < em.CategoryCount; c++)
        {
            sum += Math.Log(em.Prior[c]);
        }

        return smoothing * sum;
    }
}
