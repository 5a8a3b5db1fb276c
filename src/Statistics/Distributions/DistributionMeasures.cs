namespace JudgeEval.Statistics;

/// <summary>The unit of information.</summary>
public enum InformationUnit
{
    /// <summary>Logarithms of base 2. The default.</summary>
    Bits,

    /// <summary>Natural logarithms.</summary>
    Nats,
}

/// <summary>
/// Measures of one distribution and of two over the same outcomes. A distribution is given by weights or counts, at least 0, which
/// are normalized here, so their scale does not matter. An estimate's n is the number of outcomes.
/// </summary>
/// <remarks>
/// Every measure is undefined when a distribution has no weight at all. Every method throws an <see cref="ArgumentException"/> when a
/// weight is negative or not finite, or when two distributions have different lengths.
/// </remarks>
public static class DistributionMeasures
{
    /// <summary>Shannon's entropy (1948, doi:10.1002/j.1538-7305.1948.tb01338.x), from 0 for a single outcome to the logarithm of the number of outcomes.</summary>
    /// <param name="weights">The weights of the outcomes.</param>
    /// <param name="unit">The unit. The default is bits.</param>
    public static Estimate Entropy(ReadOnlySpan<double> weights, InformationUnit unit = InformationUnit.Bits) =>
        Shares.WhyUndefined(weights) is string reason ? Estimate.Undefined(reason, weights.Length) : Estimate.Of(Nats(weights) * Per(unit), weights.Length);

    /// <summary>
    /// The entropy as a share of the largest for so many outcomes, used or not: 0 for a single outcome, 1 for all equally likely.
    /// Undefined when there is only one outcome.
    /// </summary>
    /// <param name="weights">The weights of the outcomes.</param>
    public static Estimate NormalizedEntropy(ReadOnlySpan<double> weights)
    {
        string? reason = Shares.WhyUndefined(weights) ?? (weights.Length == 1 ? "with one outcome there is nothing to be uncertain of" : null);
        return reason is not null ? Estimate.Undefined(reason, weights.Length) : Estimate.Of(Math.Min(1, Nats(weights) / Math.Log(weights.Length)), weights.Length);
    }

    /// <summary>
    /// The Jensen-Shannon divergence (Lin, 1991, doi:10.1109/18.61115) in bits: 0 for equal distributions, 1 for distributions without
    /// overlap. Symmetric. It is not a distance; its square root is, see <see cref="JensenShannonDistance"/>.
    /// </summary>
    /// <param name="p">The weights of the first distribution.</param>
    /// <param name="q">The weights of the second.</param>
    public static Estimate JensenShannonDivergence(ReadOnlySpan<double> p, ReadOnlySpan<double> q) => Sum(p, q, new JensenShannonTerm());

    /// <summary>
    /// The square root of the Jensen-Shannon divergence in bits (Endres and Schindelin, 2003, doi:10.1109/TIT.2003.813506), 0..1: a
    /// distance in the strict sense.
    /// </summary>
    /// <param name="p">The weights of the first distribution.</param>
    /// <param name="q">The weights of the second.</param>
    public static Estimate JensenShannonDistance(ReadOnlySpan<double> p, ReadOnlySpan<double> q) => Root(JensenShannonDivergence(p, q));

    /// <summary>
    /// The Kullback-Leibler divergence of p from q (1951, doi:10.1214/aoms/1177729694), at least 0 and not symmetric: what is lost by
    /// taking q for p. Undefined when q has no weight on an outcome that p has.
    /// </summary>
    /// <param name="p">The weights of the true distribution, for example people's votes.</param>
    /// <param name="q">The weights of the one in question, for example a judge's probabilities.</param>
    /// <param name="unit">The unit. The default is bits.</param>
    public static Estimate KullbackLeiblerDivergence(ReadOnlySpan<double> p, ReadOnlySpan<double> q, InformationUnit unit = InformationUnit.Bits) =>
        Sum(p, q, new KullbackLeiblerTerm(Per(unit)));

    /// <summary>
    /// The cross-entropy of p under q, at least the entropy of p: their difference is the Kullback-Leibler divergence. Undefined when q
    /// has no weight on an outcome that p has.
    /// </summary>
    /// <param name="p">The weights of the true distribution, for example people's votes.</param>
    /// <param name="q">The weights of the one in question, for example a judge's probabilities.</param>
    /// <param name="unit">The unit. The default is bits.</param>
    public static Estimate CrossEntropy(ReadOnlySpan<double> p, ReadOnlySpan<double> q, InformationUnit unit = InformationUnit.Bits) =>
        Sum(p, q, new CrossEntropyTerm(Per(unit)));

    /// <summary>The total variation distance, 0..1: half the sum of the differences of the shares, and the largest difference on any set of outcomes.</summary>
    /// <param name="p">The weights of the first distribution.</param>
    /// <param name="q">The weights of the second.</param>
    public static Estimate TotalVariation(ReadOnlySpan<double> p, ReadOnlySpan<double> q) => Sum(p, q, new TotalVariationTerm());

    /// <summary>The Hellinger distance, 0..1: the root of half the sum of the squared differences of the shares' roots.</summary>
    /// <param name="p">The weights of the first distribution.</param>
    /// <param name="q">The weights of the second.</param>
    public static Estimate Hellinger(ReadOnlySpan<double> p, ReadOnlySpan<double> q) => Root(Sum(p, q, new SquaredHellingerTerm()));

    private static double Per(InformationUnit unit) => unit switch
    {
        InformationUnit.Bits => 1 / Math.Log(2),
        InformationUnit.Nats => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit."),
    };

    private static double Nats(ReadOnlySpan<double> weights)
    {
        Shares shares = Shares.Of(weights);
        CompensatedSum sum = default;
        foreach (double weight in weights)
        {
            double share = shares[weight];
            sum.Add(share == 0 ? 0 : -share * Math.Log(share));
        }

        return Math.Max(0, sum.Value);
    }

    private static Estimate Root(Estimate square) => square.IsDefined ? Estimate.Of(Math.Sqrt(square.Value), square.N) : square;

    private static Estimate Sum<TTerm>(ReadOnlySpan<double> p, ReadOnlySpan<double> q, TTerm term)
        where TTerm : struct, IShareTerm
    {
        if (p.Length != q.Length)
        {
            throw new ArgumentException("Both distributions need the same outcomes.", nameof(q));
        }

        if ((Shares.WhyUndefined(p) ?? Shares.WhyUndefined(q)) is string reason)
        {
            return Estimate.Undefined(reason, p.Length);
        }

        Shares ofP = Shares.Of(p), ofQ = Shares.Of(q);
        CompensatedSum sum = default;
        for (int i = 0; i < p.Length; i++)
        {
            if (!ofP.Pair(p[i], ofQ, q[i], out SharePair pair))
            {
                continue;
            }

            if (term.NeedsBoth && pair.P > 0 && pair.Q == 0)
            {
                return Estimate.Undefined("the second distribution has no weight on an outcome that the first has", p.Length);
            }

            sum.Add(term.Of(pair));
        }

        return Estimate.Of(term.Clamp(sum.Value), p.Length);
    }
}
