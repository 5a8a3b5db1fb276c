namespace JudgeEval.Statistics;

/// <summary>The restricted likelihood at a ratio of the variances, with everything else at its best.</summary>
/// <param name="Ratio">The variance of the groups over that of the rows.</param>
/// <param name="Deviance">Minus twice the restricted log-likelihood; negative infinity where the residual variance is 0.</param>
/// <param name="Slope">The deviance's derivative by the ratio.</param>
/// <param name="Variance">The residual variance.</param>
/// <param name="Coefficients">The coefficients of the orthonormal columns.</param>
/// <param name="Factor">The Cholesky factor of the columns' weighted products.</param>
internal readonly record struct RestrictedFit(double Ratio, double Deviance, double Slope, double Variance, double[] Coefficients, double[] Factor);

/// <summary>The restricted likelihood as a function of the ratio of the two variances (Patterson and Thompson, 1971, doi:10.1093/biomet/58.3.545).</summary>
/// <remarks>
/// With M the weighted products of the columns, S the weighted residual sum of squares and d rows less columns, the deviance is
/// d (log(2π S / d) + 1) + Σ log(1 + r k) over groups + log det M. In its slope the coefficients may be held, as S is at its least.
/// </remarks>
internal sealed class RestrictedLikelihood(GroupSums sums)
{
    private readonly int _width = sums.ColumnCount + 1;

    public RestrictedFit At(double ratio)
    {
        int n = sums.ColumnCount, degrees = sums.DegreesOfFreedom;
        double[] factor = new double[n * n], coefficients = new double[n];
        Weigh(ratio, factor, coefficients);
        if (!Cholesky.TryFactor(factor, n))
        {
            // Only at the far end, where a direction that lies between groups has lost its weight.
            return new(ratio, double.NaN, double.NaN, double.NaN, coefficients, factor);
        }

        Cholesky.Solve(factor, n, coefficients);
        double residual = Square(sums.Within, coefficients), residualSlope = 0, volume = 0, volumeSlope = 0;
        double[] inverse = Cholesky.Inverse(factor, n);
        for (int k = 0; k < sums.Sizes.Length; k++)
        {
            double size = sums.Sizes[k], weight = 1 / (1 + (ratio * size)), square = Square(sums.Between[k], coefficients);
            residual += square * weight;
            residualSlope -= size * square * weight * weight;
            volume -= sums.Counts[k] * Math.Log(weight);
            volumeSlope += (sums.Counts[k] * size * weight) - (size * weight * weight * Trace(inverse, sums.Between[k]));
        }

        for (int i = 0; i < n; i++)
        {
            volume += 2 * Math.Log(factor[(i * n) + i]);
        }

        double variance = Math.Max(0, residual / degrees);
        return new(
            ratio,
            (degrees * (Math.Log(2 * Math.PI * variance) + 1)) + volume,
            variance > 0 ? (residualSlope / variance) + volumeSlope : double.NegativeInfinity,
            variance,
            coefficients,
            factor);
    }

    private void Weigh(double ratio, double[] products, double[] withOutcomes)
    {
        int n = sums.ColumnCount;
        Add(sums.Within, 1);
        for (int k = 0; k < sums.Sizes.Length; k++)
        {
            Add(sums.Between[k], 1 / (1 + (ratio * sums.Sizes[k])));
        }

        void Add(double[] source, double weight)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    products[(i * n) + j] += weight * source[(i * _width) + j];
                }

                withOutcomes[i] += weight * source[(i * _width) + n];
            }
        }
    }

    /// <summary>The residuals' products: those of the outcomes less the columns times their coefficients.</summary>
    private double Square(double[] products, double[] coefficients)
    {
        double sum = 0;
        for (int i = 0; i < _width; i++)
        {
            double left = i < coefficients.Length ? -coefficients[i] : 1;
            for (int j = 0; j < _width; j++)
            {
                sum += left * products[(i * _width) + j] * (j < coefficients.Length ? -coefficients[j] : 1);
            }
        }

        return sum;
    }

    private double Trace(double[] inverse, double[] products)
    {
        double sum = 0;
        for (int i = 0; i < sums.ColumnCount; i++)
        {
            for (int j = 0; j < sums.ColumnCount; j++)
            {
                sum += inverse[(i * sums.ColumnCount) + j] * products[(j * _width) + i];
            }
        }

        return sum;
    }
}

/// <summary>Searches the ratio of the variances with the highest restricted likelihood.</summary>
internal static class RatioSearch
{
    private const double Smallest = 1e-6;
    private const double Largest = 1e10;
    private const double Step = 1.5;
    private const int Halvings = 60;

    /// <summary>The best ratio, from 0; <see langword="null"/> when the likelihood still rises where the residual variance is nothing beside the groups'.</summary>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="sizes">The sizes of groups, ascending.</param>
    public static double? Best(RestrictedLikelihood likelihood, int[] sizes)
    {
        RestrictedFit before = likelihood.At(0);
        RestrictedFit best = before;
        for (double ratio = Smallest / sizes[^1]; ratio < Largest; ratio *= Step)
        {
            RestrictedFit here = likelihood.At(ratio);
            if (double.IsNaN(here.Deviance))
            {
                break;
            }

            if (before.Slope < 0 && here.Slope >= 0)
            {
                RestrictedFit minimum = Halve(likelihood, before.Ratio, here.Ratio);
                best = minimum.Deviance < best.Deviance ? minimum : best;
            }

            before = here;
        }

        return before.Slope < 0 && before.Deviance < best.Deviance ? null : best.Ratio;
    }

    private static RestrictedFit Halve(RestrictedLikelihood likelihood, double low, double high)
    {
        for (int i = 0; i < Halvings && low < high; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = likelihood.At(middle).Slope < 0 ? (middle, high) : (low, middle);
        }

        return likelihood.At((low + high) / 2);
    }
}
