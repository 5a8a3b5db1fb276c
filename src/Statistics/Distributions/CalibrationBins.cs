namespace JudgeEval.Statistics;

/// <summary>Puts probabilities and the vote shares they should meet into bins.</summary>
internal static class CalibrationBins
{
    public static CalibrationTable Compute(VoteShares shares, CalibrationOptions options)
    {
        if (options.Bins < 1 || !Enum.IsDefined(options.Binning) || !Enum.IsDefined(options.Target))
        {
            throw new ArgumentException("A table of reliability has at least 1 bin, and known ways of binning and target.", nameof(options));
        }

        int n = shares.Items.Length;
        if (n == 0)
        {
            Estimate none = Estimate.Undefined(VoteShares.NoVotes, 0);
            return new(none, none, []);
        }

        bool every = options.Target == CalibrationTarget.EveryCategory;
        int width = every ? shares.CategoryCount : 1;
        double[] probabilities = new double[n * width], votes = new double[n * width];
        for (int i = 0; i < n; i++)
        {
            Span<double> p = probabilities.AsSpan(i * width, width), v = votes.AsSpan(i * width, width);
            if (every)
            {
                FillAll(shares, i, p, v);
            }
            else
            {
                (p[0], v[0]) = Top(shares, i);
            }
        }

        Array.Sort(probabilities, votes);
        CalibrationBin[] bins = [.. options.Binning == CalibrationBinning.EqualWidth
            ? EqualWidth(probabilities, votes, options.Bins)
            : EqualMass(probabilities, votes, options.Bins)];
        double expected = bins.Sum(bin => bin.Cells * Gap(bin)) / probabilities.Length;
        return new(Estimate.Of(expected, n), Estimate.Of(bins.Max(Gap), n), [.. bins]);
    }

    private static double Gap(CalibrationBin bin) => Math.Abs(bin.MeanProbability - bin.MeanShare);

    private static void FillAll(VoteShares shares, int item, Span<double> probabilities, Span<double> votes)
    {
        ReadOnlySpan<double> judge = shares.Probabilities(item), counts = shares.Votes(item);
        Shares ofJudge = Shares.Of(judge), ofVotes = Shares.Of(counts);
        for (int c = 0; c < judge.Length; c++)
        {
            probabilities[c] = ofJudge[judge[c]];
            votes[c] = ofVotes[counts[c]];
        }
    }

    private static (double Probability, double Share) Top(VoteShares shares, int item)
    {
        ReadOnlySpan<double> judge = shares.Probabilities(item), counts = shares.Votes(item);
        Shares ofJudge = Shares.Of(judge), ofVotes = Shares.Of(counts);
        double top = CenteredMoments.Largest(judge), votes = 0;
        int tied = 0;
        for (int c = 0; c < judge.Length; c++)
        {
            votes += judge[c] == top ? counts[c] : 0;
            tied += judge[c] == top ? 1 : 0;
        }

        return (ofJudge[top], ofVotes[votes] / tied);
    }

    private static IEnumerable<CalibrationBin> EqualWidth(double[] probabilities, double[] votes, int bins)
    {
        for (int start = 0, end; start < probabilities.Length; start = end)
        {
            int bin = IndexOf(probabilities[start], bins);
            end = start + 1;
            while (end < probabilities.Length && IndexOf(probabilities[end], bins) == bin)
            {
                end++;
            }

            yield return Bin((double)bin / bins, (bin + 1.0) / bins, probabilities, votes, start, end);
        }
    }

    /// <summary>The last bin whose lower edge, as it is printed, is at most the probability.</summary>
    private static int IndexOf(double probability, int bins)
    {
        int bin = Math.Min((int)(probability * bins), bins - 1);
        return bin + 1 < bins && probability >= (bin + 1.0) / bins ? bin + 1 : probability < (double)bin / bins ? bin - 1 : bin;
    }

    private static IEnumerable<CalibrationBin> EqualMass(double[] probabilities, double[] votes, int bins)
    {
        int n = probabilities.Length;
        for (int bin = 1, start = 0; bin <= bins && start < n; bin++)
        {
            int end = (int)((long)n * bin / bins);
            while (end > start && end < n && probabilities[end] == probabilities[end - 1])
            {
                end++;
            }

            if (end > start)
            {
                yield return Bin(probabilities[start], probabilities[end - 1], probabilities, votes, start, end);
                start = end;
            }
        }
    }

    private static CalibrationBin Bin(double lower, double upper, double[] probabilities, double[] votes, int start, int end)
    {
        CompensatedSum sumOfProbabilities = default, sumOfVotes = default;
        for (int i = start; i < end; i++)
        {
            sumOfProbabilities.Add(probabilities[i]);
            sumOfVotes.Add(votes[i]);
        }

        int cells = end - start;
        return new(lower, upper, cells, sumOfProbabilities.Value / cells, sumOfVotes.Value / cells);
    }
}
