namespace JudgeEval.Statistics;

/// <summary>
/// The score test of a difference of paired proportions (Tango, 1998): z = (b - c - n d) / sqrt(n (2 q + d (1 - d))), where q is the probability
/// that only the second succeeds, by maximum likelihood given a difference of d.
/// </summary>
internal sealed class PairedProportionScore(int onlyFirst, int onlySecond, int n) : IDifferenceEvidence
{
    public double Statistic(double bound)
    {
        double distance = (double)onlyFirst - onlySecond - (n * bound);
        double variance = n * ((2 * OnlySecond(bound)) + (bound * (1 - bound)));

        // At d = 0 without a discordant item both vanish: no evidence either way.
        return distance == 0 ? 0 : distance / Math.Sqrt(Math.Max(0, variance));
    }

    public double? PValue(double bound, bool above) => StudentTail.NormalAbove(above ? Statistic(bound) : -Statistic(bound));

    public ConfidenceInterval? Interval(double confidence)
    {
        double z = StudentTail.Quantile((1 - confidence) / 2, double.PositiveInfinity);
        double estimate = ((double)onlyFirst - onlySecond) / n;
        return ConfidenceInterval.ByFormula(Solve(-1, estimate, z), Solve(estimate, 1, -z), confidence, "tango-score");
    }

    /// <summary>The difference at which the statistic, which falls, equals z: by halving the bracket until it is two neighbouring numbers.</summary>
    private double Solve(double low, double high, double z)
    {
        for (int round = 0; round < 1100; round++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                break;
            }

            if (Statistic(middle) > z)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        // The outer end: where the estimate is -1 or 1 the bracket is empty and the bound is that end.
        return z > 0 ? low : high;
    }

    /// <summary>The larger root of 2 n q² + B q - c d (1 - d) = 0 with B = (2 n - b + c) d - b - c.</summary>
    private double OnlySecond(double d)
    {
        double a = 2.0 * n;
        double b = ((a - onlyFirst + onlySecond) * d) - onlyFirst - onlySecond;
        double c = -onlySecond * d * (1 - d);
        double root = Math.Sqrt(Math.Max(0, (b * b) - (4 * a * c)));

        // The form without a difference of near equals.
        return b <= 0 ? (root - b) / (2 * a) : -2 * c / (b + root);
    }
}
