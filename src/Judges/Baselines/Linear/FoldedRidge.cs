using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JudgeEval.Judges;

/// <summary>
/// Ridge regressions (Hoerl and Kennard, 1970, doi:10.1080/00401706.1970.10488634), one for each fold on all rows but those of the
/// fold, by conjugate gradients on the normal equations. Immutable.
/// </summary>
/// <remarks>
/// The eight folds are the eight lanes of a vector, so that the rows are read once for all of them; lanes never mix. Every sum
/// has one order, and no operation is fused, so the same rows give the same bits on any machine.
/// </remarks>
internal sealed class FoldedRidge
{
    /// <summary>How many folds there are: the lanes of 256 bits of single precision.</summary>
    public const int Folds = 8;

    /// <summary>The penalty on squared coefficients, beside rows whose squares sum to about 2.</summary>
    public const float Penalty = 1;

    private const int MaxIterations = 40;

    // A residual of a thousandth changes no rank that matters.
    private const double Tolerance = 1e-6;

    private readonly float[] _weights;
    private readonly double[] _intercepts;

    private FoldedRidge(float[] weights, double[] intercepts)
    {
        _weights = weights;
        _intercepts = intercepts;
    }

    /// <summary>Fits the regressions.</summary>
    /// <param name="rows">The features.</param>
    /// <param name="targets">What is predicted; NaN for a row that teaches nothing.</param>
    /// <param name="folds">The fold of each row.</param>
    /// <param name="intercept">Whether each regression has an intercept, the mean of what it learns from.</param>
    public static FoldedRidge Fit(FeatureRows rows, double[] targets, int[] folds, bool intercept)
    {
        double[] means = intercept ? Means(targets, folds) : new double[Folds];
        int columns = rows.Columns;
        var weights = new Vector256<float>[columns];
        var residual = new Vector256<float>[columns];
        Span<float> centred = stackalloc float[Folds];
        for (int i = 0; i < targets.Length; i++)
        {
            if (!double.IsNaN(targets[i]))
            {
                for (int fold = 0; fold < Folds; fold++)
                {
                    centred[fold] = fold == folds[i] ? 0 : (float)(targets[i] - means[fold]);
                }

                AddRow(rows, i, Vector256.Create<float>(centred), residual);
            }
        }

        Vector256<float>[] direction = [.. residual];
        var product = new Vector256<float>[columns];
        Span<double> squares = stackalloc double[Folds], start = stackalloc double[Folds], curvature = stackalloc double[Folds], next = stackalloc double[Folds];
        Dot(residual, residual, squares);
        squares.CopyTo(start);
        for (int iteration = 0; iteration < MaxIterations && !IsDone(squares, start); iteration++)
        {
            Multiply(rows, targets, folds, direction, product);
            Dot(direction, product, curvature);
            Vector256<float> step = Quotient(squares, curvature, squares, start);
            Advance(weights, residual, direction, product, step);
            Dot(residual, residual, next);
            Turn(direction, residual, Quotient(next, squares, squares, start));
            next.CopyTo(squares);
        }

        return new FoldedRidge([.. MemoryMarshal.Cast<Vector256<float>, float>(weights)], means);
    }

    /// <summary>What the regression without a fold predicts.</summary>
    public double Predict(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int fold)
    {
        double sum = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            sum += (double)values[i] * _weights[(columns[i] * Folds) + fold];
        }

        return sum + _intercepts[fold];
    }

    private static double[] Means(double[] targets, int[] folds)
    {
        double[] sums = new double[Folds];
        int[] counts = new int[Folds];
        for (int i = 0; i < targets.Length; i++)
        {
            for (int fold = 0; fold < Folds && !double.IsNaN(targets[i]); fold++)
            {
                sums[fold] += fold == folds[i] ? 0 : targets[i];
                counts[fold] += fold == folds[i] ? 0 : 1;
            }
        }

        return [.. sums.Select((sum, fold) => counts[fold] == 0 ? 0 : sum / counts[fold])];
    }

    /// <summary>The product of the normal equations' matrix with a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(FeatureRows rows, double[] targets, int[] folds, Vector256<float>[] vector, Vector256<float>[] product)
    {
        for (int column = 0; column < product.Length; column++)
        {
            product[column] = vector[column] * Penalty;
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (double.IsNaN(targets[i]))
            {
                continue;
            }

            Vector256<float> sum = Vector256<float>.Zero;
            for (int at = rows.Start[i]; at < rows.Start[i + 1]; at++)
            {
                sum += vector[rows.Column[at]] * rows.Value[at];
            }

            // The row's own fold does not learn from it.
            AddRow(rows, i, sum.WithElement(folds[i], 0), product);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(FeatureRows rows, int row, Vector256<float> factor, Vector256<float>[] sum)
    {
        for (int at = rows.Start[row]; at < rows.Start[row + 1]; at++)
        {
            sum[rows.Column[at]] += factor * rows.Value[at];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dot(Vector256<float>[] left, Vector256<float>[] right, Span<double> result)
    {
        Vector256<double> lower = Vector256<double>.Zero, upper = Vector256<double>.Zero;
        for (int column = 0; column < left.Length; column++)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(left[column] * right[column]);
            lower += low;
            upper += high;
        }

        lower.CopyTo(result);
        upper.CopyTo(result[Vector256<double>.Count..]);
    }

    private static void Advance(
        Vector256<float>[] weights, Vector256<float>[] residual, Vector256<float>[] direction, Vector256<float>[] product, Vector256<float> step)
    {
        for (int column = 0; column < weights.Length; column++)
        {
            weights[column] += direction[column] * step;
            residual[column] -= product[column] * step;
        }
    }

    private static void Turn(Vector256<float>[] direction, Vector256<float>[] residual, Vector256<float> factor)
    {
        for (int column = 0; column < direction.Length; column++)
        {
            direction[column] = residual[column] + (direction[column] * factor);
        }
    }

    /// <summary>Quotients by lane; 0 in a lane that is done, which stands still from then on.</summary>
    private static Vector256<float> Quotient(ReadOnlySpan<double> over, ReadOnlySpan<double> under, ReadOnlySpan<double> squares, ReadOnlySpan<double> start)
    {
        Vector256<float> quotient = Vector256<float>.Zero;
        for (int fold = 0; fold < Folds; fold++)
        {
            bool done = squares[fold] <= Tolerance * start[fold] || under[fold] <= 0;
            quotient = quotient.WithElement(fold, done ? 0 : (float)(over[fold] / under[fold]));
        }

        return quotient;
    }

    private static bool IsDone(ReadOnlySpan<double> squares, ReadOnlySpan<double> start)
    {
        for (int fold = 0; fold < Folds; fold++)
        {
            if (squares[fold] > Tolerance * start[fold])
            {
                return false;
            }
        }

        return true;
    }
}
