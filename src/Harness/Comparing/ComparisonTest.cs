using System.Text.Json.Serialization;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>A test as records keep it: a statistic with its p-value, or the reason why there is none.</summary>
public sealed record ComparisonTest
{
    /// <summary>The test's name, for example <c>mcnemar-exact</c>.</summary>
    public required string Method { get; init; }

    /// <summary>How many observations it rests on.</summary>
    public required int N { get; init; }

    /// <summary>The test statistic; <see langword="null"/> where the test is undefined.</summary>
    public double? Statistic { get; init; }

    /// <summary>The two-sided p-value, 0..1; <see langword="null"/> where the test is undefined.</summary>
    [JsonPropertyName("p")]
    public double? PValue { get; init; }

    /// <summary>Why there is no p-value; <see langword="null"/> where there is one.</summary>
    public string? Undefined { get; init; }

    /// <summary>What records keep of a test.</summary>
    /// <param name="result">The test.</param>
    public static ComparisonTest Of(TestResult result) => result.IsDefined
        ? new ComparisonTest { Method = result.Method, N = result.N, Statistic = result.Statistic, PValue = result.PValue }
        : new ComparisonTest { Method = result.Method, N = result.N, Undefined = result.UndefinedReason };
}

/// <summary>
/// McNemar's test of the two-by-two table of hits (1947, doi:10.1007/BF02295996): whether the two judges agree with people equally often. Two-sided;
/// only the items on which one of the two agrees count.
/// </summary>
/// <param name="Exact">The binomial test.</param>
/// <param name="MidP">The same, made less conservative (Fagerland, Lydersen and Laake, 2013, doi:10.1186/1471-2288-13-91).</param>
public sealed record HitTests(ComparisonTest Exact, ComparisonTest MidP)
{
    /// <summary>The tests of a table.</summary>
    /// <param name="hits">The table.</param>
    public static HitTests Of(HitTable hits)
    {
        ArgumentNullException.ThrowIfNull(hits);
        return new HitTests(
            ComparisonTest.Of(McNemarTest.Run(hits.OnlyBaseline, hits.OnlyCandidate, McNemarMethod.Exact)),
            ComparisonTest.Of(McNemarTest.Run(hits.OnlyBaseline, hits.OnlyCandidate, McNemarMethod.MidP)));
    }
}

/// <summary>How far the two judges are from people's middle, item by item.</summary>
/// <param name="Farther">Items on which the candidate is farther away than the baseline.</param>
/// <param name="Nearer">Items on which it is nearer.</param>
/// <param name="Same">Items on which both are as far.</param>
/// <param name="Test">Wilcoxon's signed-rank test of the absolute errors, with Pratt's treatment of equal ones (1959, doi:10.1080/01621459.1959.10501526).</param>
public sealed record ErrorShift(int Farther, int Nearer, int Same, ComparisonTest Test);
