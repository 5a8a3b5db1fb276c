using JudgeEval.Statistics;

namespace JudgeEval.Bench.TypeOneError;

/// <summary>One simulation: its p-value, null where the test is undefined.</summary>
public delegate double? Simulation(ref RandomStream random);

/// <summary>A test on data for which its null hypothesis holds.</summary>
public sealed record Scenario(string Test, string Data, int N, Simulation Simulate);

/// <summary>Every test of the library, on balanced and on awkward data.</summary>
internal static class Scenarios
{
    public static IEnumerable<Scenario> All() => McNemar().Concat(Wilcoxon()).Concat(Permutations()).Concat(Margins()).Concat(AltTest()).Concat(Multiple()).Concat(Sequences()).Concat(Associations.All());

    private static IEnumerable<Scenario> McNemar()
    {
        foreach (McNemarMethod method in Enum.GetValues<McNemarMethod>())
        {
            foreach (int n in new[] { 20, 100, 1_000 })
            {
                yield return new($"McNemar {method}", "discordant with probability 0.3", n, (ref random) =>
                {
                    int b = 0, c = 0;
                    for (int i = 0; i < n; i++)
                    {
                        double u = random.NextDouble();
                        b += u < 0.15 ? 1 : 0;
                        c += u is >= 0.15 and < 0.3 ? 1 : 0;
                    }

                    return P(McNemarTest.Run(b, c, method));
                });
            }
        }
    }

    private static IEnumerable<Scenario> Wilcoxon()
    {
        foreach (WilcoxonMethod method in new[] { WilcoxonMethod.Exact, WilcoxonMethod.Asymptotic, WilcoxonMethod.AsymptoticCorrected })
        {
            foreach (int n in new[] { 8, 20, 100 })
            {
                yield return new($"Wilcoxon {method}", "normal differences", n, (ref random) =>
                    P(WilcoxonSignedRank.Run(Draw.Normals(ref random, n), method: method)));
                yield return new($"Wilcoxon-Pratt {method}", "differences of two 5-point scales", n, (ref random) =>
                    P(WilcoxonSignedRank.Run(Draw.Differences(ref random, n), method: method)));
            }

            yield return new($"Wilcoxon, zeros left out, {method}", "differences of two 5-point scales", 20, (ref random) =>
                P(WilcoxonSignedRank.Run(Draw.Differences(ref random, 20), zeros: ZeroDifferences.LeftOut, method: method)));
        }
    }

    private static IEnumerable<Scenario> Permutations()
    {
        PermutationOptions drawn = new() { ExactLimit = 0, Resamples = 199 };
        foreach ((string name, PermutationOptions options) in new[] { ("exact", new PermutationOptions()), ("199 drawn", drawn) })
        {
            foreach (int n in new[] { 8, 30 })
            {
                yield return new($"permutation, paired means, {name}", "two 5-point scales", n, (ref random) =>
                    P(PermutationTest.Paired(Draw.Scale(ref random, n), Draw.Scale(ref random, n), Seeded(options, ref random)).TwoSided));
                yield return new($"permutation, two samples, {name}", "exponential, one third in the first", n, (ref random) =>
                    P(PermutationTest.Independent(Draw.Exponentials(ref random, n / 3), Draw.Exponentials(ref random, n - (n / 3)), Seeded(options, ref random)).Absolute));
                yield return new($"permutation, kappa difference, {name}", "two raters 70 % right, 3 labels, 80:10:10", n, (ref random) =>
                {
                    (double[] first, double[] second, double[] gold) = Draw.Raters(ref random, n);
                    return P(PermutationTest.AgreementDifference(first, second, gold, PairStatistic.CohenKappa, options: Seeded(options, ref random)).Absolute);
                });
            }
        }

        yield return new("permutation, group means, 199 drawn", "24 annotators in 4 unequal groups", 24, (ref random) =>
        {
            int[] groups = [.. Enumerable.Range(0, 24).Select(i => i < 12 ? 0 : i < 18 ? 1 : i < 22 ? 2 : 3)];
            return P(PermutationTest.GroupMeans(Draw.Exponentials(ref random, 24), groups, options: Seeded(drawn, ref random)).Greater);
        });
    }

    private static IEnumerable<Scenario> Margins()
    {
        foreach (int n in new[] { 20, 100 })
        {
            yield return new("non-inferiority, paired t", "normal, mean at the margin", n, (ref random) =>
                P(MeasuredDifference.OfPairs(Draw.Shifted(Draw.Normals(ref random, n), -0.5)).NonInferiority(0.5).Test));
            yield return new("non-inferiority, paired t", "exponential, mean at the margin", n, (ref random) =>
                P(MeasuredDifference.OfPairs(Draw.Shifted(Draw.Exponentials(ref random, n), -1.5)).NonInferiority(0.5).Test));
            yield return new("non-inferiority, paired t", "negated exponential, mean at the margin", n, (ref random) =>
                P(MeasuredDifference.OfPairs([.. Draw.Exponentials(ref random, n).Select(v => 0.5 - v)]).NonInferiority(0.5).Test));
            yield return new("equivalence, paired t", "normal, mean at the upper margin", n, (ref random) =>
                P(MeasuredDifference.OfPairs(Draw.Shifted(Draw.Normals(ref random, n), 0.5)).Equivalence(0.5).Test));
            yield return new("non-inferiority, bootstrap of 499", "normal, mean at the margin", n, (ref random) =>
                P(Draw.Bootstrapped(ref random, Draw.Shifted(Draw.Normals(ref random, n), -0.5)).NonInferiority(0.5).Test));
            yield return new("non-inferiority, estimate and standard error", "normal, mean at the margin", n, (ref random) =>
                P(Draw.WithStandardError(Draw.Shifted(Draw.Normals(ref random, n), -0.5)).NonInferiority(0.5).Test));
        }

        foreach (int n in new[] { 30, 100, 400 })
        {
            foreach ((double b, double c) in new[] { (0.1, 0.2), (0.02, 0.12) })
            {
                string data = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"only first {b:0.##}, only second {c:0.##}, margin 0.1");
                yield return new("non-inferiority, paired proportions", data, n, (ref random) =>
                    P(Draw.Proportions(ref random, n, b, c).NonInferiority(0.1).Test));
                yield return new("equivalence, paired proportions", data, n, (ref random) =>
                    P(Draw.Proportions(ref random, n, b, c).Equivalence(0.1).Test));
            }
        }
    }

    private static IEnumerable<Scenario> AltTest()
    {
        foreach (int n in new[] { 30, 100, 300 })
        {
            foreach (double judge in new[] { 0.6, 0.85 })
            {
                string data = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"judge agrees with the others {judge:P0}, annotator 10 points more often");
                yield return new("alternative annotator test", data, n, (ref random) => Draw.AltTest(ref random, n, judge));
            }
        }
    }

    private static IEnumerable<Scenario> Multiple()
    {
        foreach (MultipleTestingMethod method in Enum.GetValues<MultipleTestingMethod>())
        {
            yield return new($"{method}, any false rejection", "10 independent true hypotheses", 10, (ref random) => Draw.Familywise(ref random, method, 10, 0, 0));
            yield return new($"{method}, any false rejection", "10 true hypotheses, correlation 0.5", 10, (ref random) => Draw.Familywise(ref random, method, 10, 0, 0.5));
            bool discoveries = method is MultipleTestingMethod.BenjaminiHochberg or MultipleTestingMethod.BenjaminiYekutieli;
            if (!discoveries)
            {
                yield return new($"{method}, any false rejection", "5 true and 5 false hypotheses", 10, (ref random) => Draw.Familywise(ref random, method, 10, 5, 0));
            }
            else
            {
                yield return new($"{method}, share of false rejections", "5 true and 5 false hypotheses", 10, (ref random) => Draw.FalseDiscovery(ref random, method, 10, 5));
            }
        }
    }

    /// <summary>A look after every observation; a rejection is a sequence that ever leaves out the truth.</summary>
    private static IEnumerable<Scenario> Sequences()
    {
        const int Looks = 500;
        foreach (double share in new[] { 0.5, 0.9 })
        {
            string data = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"share {share:0.#}, a look after each of 500");
            yield return new("confidence sequence, Bernoulli", data, Looks, (ref random) => Draw.BernoulliSequence(ref random, Looks, share));
        }

        yield return new("confidence sequence, bounded mean", "5-point scale, a look after each of 500", Looks, (ref random) => Draw.BoundedSequence(ref random, Looks));
        yield return new("confidence sequence, asymptotic", "exponential, looks at 100 to 500", Looks, (ref random) => Draw.AsymptoticSequence(ref random, 100, Looks));
        yield return new("confidence sequence, asymptotic", "exponential, looks at 20 to 500", Looks, (ref random) => Draw.AsymptoticSequence(ref random, 20, Looks));
    }

    private static PermutationOptions Seeded(PermutationOptions options, ref RandomStream random) => options with { Seed = random.NextUInt64() };

    private static double? P(TestResult result) => result.IsDefined ? result.PValue : null;
}
