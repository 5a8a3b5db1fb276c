namespace JudgeEval.Statistics;

/// <summary>The shares of one outcome in two distributions, at least one of them above 0.</summary>
/// <param name="P">The share in the first, 0..1.</param>
/// <param name="Q">The share in the second, 0..1.</param>
/// <param name="Difference">P - Q, to more digits than the subtraction gives.</param>
internal readonly record struct SharePair(double P, double Q, double Difference);

/// <summary>One outcome's part in a sum over outcomes.</summary>
internal interface IShareTerm
{
    /// <summary>Whether an outcome of the first distribution must have weight in the second.</summary>
    bool NeedsBoth { get; }

    double Of(in SharePair pair);

    /// <summary>Puts a sum that rounding pushed outside the measure's range back on its edge.</summary>
    double Clamp(double sum);
}

/// <summary>
/// With the middle m and u = (p - q) / (p + q), an outcome adds m ((1 + u) ln(1 + u) + (1 - u) ln(1 - u)) / 2 to the divergence. For
/// small u the bracket's terms cancel, but it is u² + u⁴/6 + u⁶/15 + ..., whose terms are all positive.
/// </summary>
internal readonly struct JensenShannonTerm : IShareTerm
{
    public bool NeedsBoth => false;

    public double Of(in SharePair pair)
    {
        double sum = pair.P + pair.Q, u = pair.Difference / sum;
        return sum / (4 * Math.Log(2)) * (Math.Abs(u) < 0.25 ? Series(u * u) : (Part(1 + u) + Part(1 - u)));
    }

    public double Clamp(double sum) => Math.Clamp(sum, 0, 1);

    private static double Series(double square)
    {
        double power = square, sum = 0, previous;
        int k = 1;
        do
        {
            previous = sum;
            sum += power / (k * ((2 * k) - 1));
            power *= square;
            k++;
        }
        while (sum != previous && double.IsFinite(sum));

        return sum;
    }

    private static double Part(double part) => part <= 0 ? 0 : part * Math.Log(part);
}

/// <summary>p ln(p / q) - p + q: the last two vanish in the sum, and each outcome's part cannot be negative.</summary>
internal readonly struct KullbackLeiblerTerm(double unit) : IShareTerm
{
    public bool NeedsBoth => true;

    public double Of(in SharePair pair) => pair.Q == 0 ? 0 : unit * Deviance.Of(pair.P, pair.Q, pair.Difference);

    public double Clamp(double sum) => Math.Max(0, sum);
}

/// <summary>-p ln q.</summary>
internal readonly struct CrossEntropyTerm(double unit) : IShareTerm
{
    public bool NeedsBoth => true;

    public double Of(in SharePair pair) => pair.P == 0 ? 0 : -unit * pair.P * Math.Log(pair.Q);

    public double Clamp(double sum) => Math.Max(0, sum);
}

/// <summary>|p - q| / 2.</summary>
internal readonly struct TotalVariationTerm : IShareTerm
{
    public bool NeedsBoth => false;

    public double Of(in SharePair pair) => Math.Abs(pair.Difference) / 2;

    public double Clamp(double sum) => Math.Clamp(sum, 0, 1);
}

/// <summary>(√p - √q)² / 2, with √p - √q = (p - q) / (√p + √q).</summary>
internal readonly struct SquaredHellingerTerm : IShareTerm
{
    public bool NeedsBoth => false;

    public double Of(in SharePair pair)
    {
        double difference = pair.Difference / (Math.Sqrt(pair.P) + Math.Sqrt(pair.Q));
        return difference * difference / 2;
    }

    public double Clamp(double sum) => Math.Clamp(sum, 0, 1);
}
