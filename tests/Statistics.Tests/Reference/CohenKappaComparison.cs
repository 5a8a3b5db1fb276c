using System.Numerics;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Cohen's kappa by scikit-learn and its standard errors by statsmodels, in three weightings.</summary>
internal static class CohenKappaComparison
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    private static readonly (string Key, string ErrorKey, CategoryWeights Weights, PairStatistic Statistic, Func<int, int> Distance)[] Weightings =
    [
        ("cohen_kappa", "cohen_kappa_se", CategoryWeights.Identity, PairStatistic.CohenKappa, d => Math.Sign(Math.Abs(d))),
        ("cohen_kappa_linear", "cohen_kappa_se_linear", CategoryWeights.Linear, PairStatistic.CohenKappaLinear, Math.Abs),
        ("cohen_kappa_quadratic", "cohen_kappa_se_quadratic", CategoryWeights.Quadratic, PairStatistic.CohenKappaQuadratic, d => d * d),
    ];

    public static void Check(double[] a, double[] b, double[] labels, ExpectedValues expected)
    {
        // The libraries' weights act on the position of a label, ours on its value: give ours the positions.
        double[] x = [.. a.Select(v => (double)Array.IndexOf(labels, v))], y = [.. b.Select(v => (double)Array.IndexOf(labels, v))];
        PairTable positions = PairTable.Create(x, y);
        foreach ((string key, string errorKey, CategoryWeights weights, PairStatistic statistic, Func<int, int> distance) in Weightings)
        {
            KappaResult ours = CohenKappa.Compute(
                positions, weights, categories: labels.Length == 0 ? default : [.. Enumerable.Range(0, labels.Length).Select(i => (double)i)]);
            expected.Equal(key, ours.Value);
            Assert.Equal(ours.Value.IsDefined, PairStatistics.Compute(positions, statistic).IsDefined);
            if (expected.Has(errorKey))
            {
                expected.Equal(errorKey, ours.StandardError);
            }
            else if (expected.Has($"{errorKey}.se"))
            {
                Errors(errorKey, ours, new Degeneracy(positions, distance), expected);
            }
        }
    }

    /// <summary>
    /// The library takes the root of a difference of sums of order 1, which rounding moves by a few units of the last place; where the
    /// variance is 0 or small, the root makes much of that, or is NaN. So its digits are compared as far as they go.
    /// </summary>
    private static void Errors(string key, KappaResult ours, Degeneracy degeneracy, ExpectedValues expected)
    {
        double chance = 1 - ours.Expected.Value, n = ours.Value.N, ratio = Math.Abs(1 - ours.Value.Value);
        double noise = 16 * MachineEpsilon * (1 + (2 * ratio)) * (1 + (2 * ratio)) / (chance * chance * n);
        double nullNoise = 16 * MachineEpsilon * 9 / (chance * chance * n);
        double error = ours.StandardError.Value, tolerance = Math.Max(expected.Tolerance, noise / (error + Math.Sqrt(noise)));
        if (degeneracy.HasNoVariance)
        {
            Assert.Equal(0, error, 1e-12);
            AssertRounding(expected.Take($"{key}.se"), Math.Sqrt(noise));
            foreach (JsonElement end in expected.Take($"{key}.ci95").EnumerateArray())
            {
                AssertRounding(end, 2 * Math.Sqrt(noise), ours.Value.Value);
            }

            Assert.Equal((ours.Value.Value, ours.Value.Value), (ours.Value.Interval!.Lower, ours.Value.Interval.Upper));
            expected.Count(3);
        }
        else
        {
            expected.Equal($"{key}.se", ours.StandardError, tolerance);
            expected.Equal($"{key}.ci95", ours.Value.Interval, 2 * tolerance);
        }

        if (degeneracy.HasNoNullVariance)
        {
            // z is 0/0: NaN, or rounding by rounding.
            Assert.False(ours.NullStandardError.IsDefined || ours.Test.IsDefined);
            AssertRounding(expected.Take($"{key}.se0"), Math.Sqrt(nullNoise));
            expected.Take($"{key}.z");
            expected.Take($"{key}.p_two_sided");
            expected.Count(3);
            return;
        }

        double nullError = ours.NullStandardError.Value;
        double nullTolerance = Math.Max(expected.Tolerance, nullNoise / (nullError + Math.Sqrt(nullNoise)));
        double zTolerance = Math.Max(expected.Tolerance, Math.Abs(ours.Test.Statistic) * (nullNoise / nullError / nullError));
        expected.Equal($"{key}.se0", ours.NullStandardError, nullTolerance);
        expected.Equal($"{key}.z", ours.Test.Statistic, zTolerance);
        expected.Equal($"{key}.p_two_sided", ours.Test.PValue, zTolerance);
    }

    private static void AssertRounding(JsonElement library, double noise, double around = 0)
    {
        if (library.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(around, library.GetDouble(), noise);
        }
        else
        {
            Assert.Equal("NaN", library.GetString());
        }
    }

    /// <summary>Whether the variances are exactly 0, by whole numbers: n items, distances d, margins x and y.</summary>
    private sealed class Degeneracy
    {
        public Degeneracy(PairTable table, Func<int, int> distance)
        {
            int k = (int)table.Values.DefaultIfEmpty(0).Last() + 1;
            BigInteger n = table.ItemCount, observed = 0, expected = 0;
            BigInteger[] x = new BigInteger[k], y = new BigInteger[k], ofX = new BigInteger[k], ofY = new BigInteger[k];
            (int C, int K)[] cells = new (int, int)[table.PatternCount];
            for (int p = 0; p < cells.Length; p++)
            {
                cells[p] = ((int)table.Values[table.X[p]], (int)table.Values[table.Y[p]]);
                x[cells[p].C] += table.Counts[p];
                y[cells[p].K] += table.Counts[p];
                observed += table.Counts[p] * (BigInteger)distance(cells[p].C - cells[p].K);
            }

            for (int c = 0; c < k; c++)
            {
                for (int l = 0; l < k; l++)
                {
                    ofX[c] += y[l] * distance(c - l);
                    ofY[c] += x[l] * distance(c - l);
                }

                expected += x[c] * ofX[c];
            }

            // (Do / De) (d(c) + d(k)) = d(c, k) + Do in every cell, with Do = observed / n and De = expected / n².
            HasNoVariance = cells.All(cell => observed * (ofX[cell.C] + ofY[cell.K]) * n == expected * ((n * distance(cell.C - cell.K)) + observed));

            // d(c) + d(k) = d(c, k) + De wherever both margins are above 0.
            HasNoNullVariance = Enumerable.Range(0, k).Where(c => x[c] > 0).All(c => Enumerable.Range(0, k).Where(l => y[l] > 0).All(l =>
                n * (ofX[c] + ofY[l]) == (n * n * distance(c - l)) + expected));
        }

        public bool HasNoVariance { get; }

        public bool HasNoNullVariance { get; }
    }
}
