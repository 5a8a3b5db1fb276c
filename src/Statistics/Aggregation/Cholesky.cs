namespace JudgeEval.Statistics;

/// <summary>The Cholesky factor L of a symmetric positive definite matrix, A = L Lᵀ, row-major, in the lower triangle.</summary>
internal static class Cholesky
{
    /// <summary>A pivot smaller than this share of its diagonal is rounding: the matrix is singular.</summary>
    private const double SmallestPivot = 1e-13;

    /// <summary>Replaces the lower triangle by the factor.</summary>
    /// <returns>Whether the matrix is positive definite beyond rounding.</returns>
    public static bool TryFactor(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double diagonal = a[(i * n) + j];
                double sum = diagonal;
                for (int k = 0; k < j; k++)
                {
                    sum -= a[(i * n) + k] * a[(j * n) + k];
                }

                if (i != j)
                {
                    a[(i * n) + j] = sum / a[(j * n) + j];
                }
                else if (sum > SmallestPivot * diagonal && double.IsFinite(sum))
                {
                    a[(i * n) + i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Solves A x = b in place.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                b[i] -= factor[(i * n) + k] * b[k];
            }

            b[i] /= factor[(i * n) + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                b[i] -= factor[(k * n) + i] * b[k];
            }

            b[i] /= factor[(i * n) + i];
        }
    }

    /// <summary>The inverse of A, row-major and symmetric.</summary>
    public static double[] Inverse(ReadOnlySpan<double> factor, int n)
    {
        double[] inverse = new double[n * n];
        for (int row = 0; row < n; row++)
        {
            Span<double> own = inverse.AsSpan(row * n, n);
            own[row] = 1;
            Solve(factor, n, own);
        }

        return inverse;
    }
}
