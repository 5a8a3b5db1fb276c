namespace JudgeEval.Statistics;

/// <summary>The weights of annotators and judge given a consensus (Goh, Tkachenko and Mueller, 2022, section 3).</summary>
/// <param name="Annotators">The weight of each annotator.</param>
/// <param name="Judge">The weight of the judge.</param>
/// <param name="Likelihood">The probability that a label is the consensus.</param>
internal sealed record CrowdLabWeights(double[] Annotators, double Judge, double Likelihood)
{
    private const double Smallest = 1e-6;

    /// <summary>Estimates the weights. Items with one label say nothing of agreement and are left out.</summary>
    public static CrowdLabWeights Estimate(RatingTable ratings, ProbabilityTable probabilities, int[] consensus)
    {
        double[] agreements = Agreements(ratings, consensus);
        int[] shared = [.. Enumerable.Range(0, consensus.Length).Where(item => ratings.CodesOf(item).Length != 1)];
        int[] counts = new int[ratings.Categories.Length];
        int judgeErrors = 0;
        foreach (int item in shared)
        {
            counts[consensus[item]]++;
            judgeErrors += ConfidentLearning.MostProbable(probabilities[item]) == consensus[item] ? 0 : 1;
        }

        // Who always names the commonest category errs this often: a weight is the gain over that.
        double guessError = Math.Max(Smallest, (double)(shared.Length - counts.Max()) / shared.Length);
        double judge = Math.Max(Smallest, 1 - ((double)judgeErrors / shared.Length / guessError))
            * Math.Sqrt(Enumerable.Range(0, consensus.Length).Average(item => ratings.CodesOf(item).Length));
        return new(
            [.. AgreementWithOthers(ratings).Select(agreement => Math.Max(Smallest, 1 - ((1 - agreement) / guessError)))],
            judge,
            PairwiseSum.Mean([.. shared.Select(item => agreements[item])]));
    }

    /// <summary>The share of each item's labels that are the consensus.</summary>
    public static double[] Agreements(RatingTable ratings, int[] consensus) =>
        [.. consensus.Select((label, item) => (double)ratings.CodesOf(item).Count(label) / ratings.CodesOf(item).Length)];

    /// <summary>The weighted mean of the judge's probabilities and of what each label says, items × categories.</summary>
    public double[] Posterior(RatingTable ratings, ProbabilityTable probabilities)
    {
        int categories = ratings.Categories.Length;
        double otherwise = (1 - Likelihood) / (categories - 1);
        double[] posterior = new double[probabilities.Values.Length];
        for (int item = 0; item < ratings.ItemCount; item++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item), codes = ratings.CodesOf(item);
            double total = 0;
            foreach (int annotator in annotators)
            {
                total += Annotators[annotator];
            }

            total += Judge;
            for (int c = 0; c < categories; c++)
            {
                double sum = probabilities[item][c] * Judge;
                for (int i = 0; i < codes.Length; i++)
                {
                    sum += Annotators[annotators[i]] * (codes[i] == c ? Likelihood : otherwise);
                }

                // A mean of probabilities passes 1 by no more than rounding.
                posterior[(item * categories) + c] = Math.Min(1, sum / total);
            }
        }

        return posterior;
    }

    /// <summary>
    /// How often each annotator agrees with the others of the same items, over pairs of labels. One without others counts as the
    /// mean of those who have them.
    /// </summary>
    private static double[] AgreementWithOthers(RatingTable ratings)
    {
        double[] agreeing = new double[ratings.AnnotatorCount], pairs = new double[ratings.AnnotatorCount];
        int[] counts = new int[ratings.Categories.Length];
        for (int item = 0; item < ratings.ItemCount; item++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item), codes = ratings.CodesOf(item);
            Array.Clear(counts);
            foreach (int code in codes)
            {
                counts[code]++;
            }

            for (int i = 0; i < codes.Length; i++)
            {
                agreeing[annotators[i]] += counts[codes[i]] - 1;
                pairs[annotators[i]] += codes.Length - 1;
            }
        }

        double others = Enumerable.Range(0, pairs.Length).Where(a => pairs[a] > 0).Average(a => agreeing[a] / pairs[a]);
        return [.. agreeing.Select((agreed, a) => pairs[a] > 0 ? agreed / pairs[a] : others)];
    }
}
