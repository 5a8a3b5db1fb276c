namespace JudgeEval.Statistics;

/// <summary>
/// How well a judge's probabilities fit the shares of people's votes, item by item. A judge that only names the majority does badly
/// here where people are split.
/// </summary>
/// <remarks>
/// The judge's table has a row for each item of the votes, and a column for each category that occurs among them; it may have more.
/// Items without votes are left out, and every measure is undefined when no item has a vote. An estimate's n is the number of items.
/// Every method throws an <see cref="ArgumentException"/> when the tables do not fit each other.
/// </remarks>
public static class VoteAlignment
{
    private delegate Estimate ItemMeasure(ReadOnlySpan<double> votes, ReadOnlySpan<double> probabilities);

    /// <summary>
    /// The mean over items of the cross-entropy of the votes under the judge's probabilities, at least the votes' own mean entropy.
    /// Undefined when the judge gives a category that got a vote no probability.
    /// </summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    /// <param name="unit">The unit. The default is bits.</param>
    public static Estimate CrossEntropy(ProbabilityTable judge, RatingTable votes, InformationUnit unit = InformationUnit.Bits) =>
        Mean(judge, votes, (v, p) => DistributionMeasures.CrossEntropy(v, p, unit));

    /// <summary>The mean over items of the Jensen-Shannon divergence in bits, 0..1; 0 only when every share is met.</summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    public static Estimate JensenShannonDivergence(ProbabilityTable judge, RatingTable votes) => Mean(judge, votes, DistributionMeasures.JensenShannonDivergence);

    /// <summary>
    /// The human calibration error: the mean over items of the total variation distance, 0..1 (Baan et al., 2022,
    /// doi:10.18653/v1/2022.emnlp-main.124, as distribution calibration error). Unlike the binned error, faults of single items
    /// cannot cancel.
    /// </summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    public static Estimate HumanCalibrationError(ProbabilityTable judge, RatingTable votes) => Mean(judge, votes, DistributionMeasures.TotalVariation);

    /// <summary>
    /// The mean over items of the judge's entropy less that of the votes, in bits: negative when the judge is surer than people are
    /// (Baan et al., 2022, doi:10.18653/v1/2022.emnlp-main.124). Faults of opposite sign cancel.
    /// </summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    public static Estimate EntropyGap(ProbabilityTable judge, RatingTable votes) =>
        Mean(judge, votes, (v, p) => Estimate.Of(DistributionMeasures.Entropy(p).Value - DistributionMeasures.Entropy(v).Value, p.Length));

    /// <summary>
    /// The mean over items of the squared differences between probabilities and vote shares, summed over categories, 0..2: Brier's
    /// score (1950, doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2) against shares instead of one outcome.
    /// </summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    public static Estimate BrierScore(ProbabilityTable judge, RatingTable votes) => Mean(judge, votes, SquaredDistance);

    /// <summary>
    /// Whether the votes' mode is among the judge's n most probable categories, as a share of the items, 0..1. Where several
    /// categories share the mode, any of them counts. Where a tie in probability crosses the n-th place, the item counts with the
    /// probability of a hit when the tied places are drawn at random.
    /// </summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    /// <param name="n">How many categories the judge may name, at least 1; with 1 it is the accuracy against the mode.</param>
    public static Estimate NBestHitRate(ProbabilityTable judge, RatingTable votes, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return Mean(judge, votes, (v, p) => Estimate.Of(HitProbability(v, p, n), p.Length));
    }

    /// <summary>
    /// The correlation over items between the judge's entropy and that of the votes: whether the judge is unsure where people are
    /// split. Undefined as the correlation is, for example when people always agree.
    /// </summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    /// <param name="byRank">Spearman's correlation instead of Pearson's. The default is Pearson's.</param>
    /// <param name="level">The confidence level, between 0 and 1. The default value is 0.95.</param>
    public static CorrelationResult EntropyCorrelation(ProbabilityTable judge, RatingTable votes, bool byRank = false, double level = 0.95)
    {
        VoteShares shares = new(judge, votes);
        double[] x = new double[shares.Items.Length], y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = DistributionMeasures.Entropy(shares.Probabilities(i)).Value;
            y[i] = DistributionMeasures.Entropy(shares.Votes(i)).Value;
        }

        return byRank ? Correlation.Spearman(x, y, level) : Correlation.Pearson(x, y, level);
    }

    /// <summary>The table of reliability and the calibration errors made of it.</summary>
    /// <param name="judge">The judge's probabilities.</param>
    /// <param name="votes">People's votes.</param>
    /// <param name="options">Bins and what is put into them; by default 10 bins of equal width over every category.</param>
    public static CalibrationTable Calibration(ProbabilityTable judge, RatingTable votes, CalibrationOptions? options = null) =>
        CalibrationBins.Compute(new VoteShares(judge, votes), options ?? new());

    private static Estimate Mean(ProbabilityTable judge, RatingTable votes, ItemMeasure measure)
    {
        VoteShares shares = new(judge, votes);
        CompensatedSum sum = default;
        for (int i = 0; i < shares.Items.Length; i++)
        {
            Estimate item = measure(shares.Votes(i), shares.Probabilities(i));
            if (!item.IsDefined)
            {
                return Estimate.Undefined(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"item {shares.Items[i]}: {item.UndefinedReason}"), shares.Items.Length);
            }

            sum.Add(item.Value);
        }

        return shares.Items.IsEmpty ? Estimate.Undefined(VoteShares.NoVotes, 0) : Estimate.Of(sum.Value / shares.Items.Length, shares.Items.Length);
    }

    private static Estimate SquaredDistance(ReadOnlySpan<double> votes, ReadOnlySpan<double> probabilities)
    {
        Shares ofVotes = Shares.Of(votes), ofJudge = Shares.Of(probabilities);
        double sum = 0;
        for (int c = 0; c < votes.Length; c++)
        {
            sum += ofVotes.Pair(votes[c], ofJudge, probabilities[c], out SharePair pair) ? pair.Difference * pair.Difference : 0;
        }

        return Estimate.Of(sum, votes.Length);
    }

    private static double HitProbability(ReadOnlySpan<double> votes, ReadOnlySpan<double> probabilities, int n)
    {
        double most = CenteredMoments.Largest(votes), best = 0;
        for (int c = 0; c < votes.Length; c++)
        {
            best = votes[c] == most ? Math.Max(best, probabilities[c]) : best;
        }

        // Only the modes with the highest probability matter: if those miss, the others do.
        int above = 0, tied = 0, tiedModes = 0;
        for (int c = 0; c < votes.Length; c++)
        {
            above += probabilities[c] > best ? 1 : 0;
            tied += probabilities[c] == best ? 1 : 0;
            tiedModes += probabilities[c] == best && votes[c] == most ? 1 : 0;
        }

        // The chance that none of the modes is among the places drawn, one place after the other.
        double miss = above < n ? 1 : 0;
        for (int place = 0; place < n - above && miss > 0; place++)
        {
            miss *= Math.Max(0, tied - tiedModes - place) / (double)Math.Max(1, tied - place);
        }

        return above < n ? 1 - miss : 0;
    }
}
