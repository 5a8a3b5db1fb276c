using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// A design's columns made orthonormal, X = QR, by modified Gram-Schmidt with a second pass, and what least squares leaves of the
/// outcomes, divided by its largest number. Neither columns far from 0 nor large numbers then cost digits.
/// </summary>
internal sealed class OrthogonalDesign
{
    /// <summary>What is left of a column, as a share of it, below which it is a combination of those before it.</summary>
    private const double Dependent = 1e-10;

    /// <summary>What is left of the outcomes, as a share of them, that is rounding.</summary>
    private const double Reproduced = 1e-13;

    private readonly double[] _triangle;
    private readonly double[] _leastSquares;

    private OrthogonalDesign(int rows, int columns)
    {
        RowCount = rows;
        ColumnCount = columns;
        Columns = new double[columns + 1][];
        _triangle = new double[columns * columns];
        _leastSquares = new double[columns];
    }

    public int RowCount { get; }

    public int ColumnCount { get; }

    /// <summary>The orthonormal columns, and as the last one the scaled residuals.</summary>
    public double[][] Columns { get; }

    /// <summary>What the residuals were divided by.</summary>
    public double Scale { get; private set; }

    /// <summary>The logarithm of the determinant of R, without sign.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < ColumnCount; i++)
            {
                sum += Math.Log(_triangle[(i * ColumnCount) + i]);
            }

            return sum;
        }
    }

    /// <summary>Makes the columns orthonormal; <see langword="null"/> with the reason when there is nothing to fit.</summary>
    public static OrthogonalDesign? Of(ReadOnlySpan<double> outcomes, ReadOnlySpan<double> design, int columnCount, out string? undefined)
    {
        undefined = outcomes.IsEmpty ? "there are no rows" : null;
        if (undefined is not null)
        {
            return null;
        }

        OrthogonalDesign made = new(outcomes.Length, columnCount);
        for (int j = 0; j < columnCount; j++)
        {
            if (!made.Add(design, j))
            {
                undefined = string.Create(CultureInfo.InvariantCulture, $"column {j} of the design is 0 or a combination of those before it; leave it out");
                return null;
            }
        }

        undefined = made.SetOutcomes(outcomes) ? null : "the columns reproduce every outcome, so that no variance is left";
        return undefined is null ? made : null;
    }

    /// <summary>The coefficients of the design's own columns, from those of the orthonormal columns for the scaled residuals.</summary>
    public double[] Coefficients(ReadOnlySpan<double> orthonormal)
    {
        double[] values = new double[ColumnCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _leastSquares[i] + (Scale * orthonormal[i]);
        }

        SolveUpper(values);
        return values;
    }

    /// <summary>Their standard errors: the covariance is R⁻¹ M⁻¹ R⁻ᵀ times the variance, and row i of R⁻¹ is what is asked of M⁻¹.</summary>
    public double[] StandardErrors(ReadOnlySpan<double> factor, double variance)
    {
        int n = ColumnCount;
        double[] inverse = new double[n * n], row = new double[n];
        for (int j = 0; j < n; j++)
        {
            double[] unit = new double[n];
            unit[j] = 1;
            SolveUpper(unit);
            unit.CopyTo(inverse, j * n);
        }

        double[] errors = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                row[j] = inverse[(j * n) + i];
            }

            double[] solved = [.. row];
            Cholesky.Solve(factor, n, solved);
            double square = 0;
            for (int j = 0; j < n; j++)
            {
                square += row[j] * solved[j];
            }

            errors[i] = Scale * Math.Sqrt(variance * square);
        }

        return errors;
    }

    private bool Add(ReadOnlySpan<double> design, int j)
    {
        double[] column = new double[RowCount];
        double largest = 0;
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = design[(i * ColumnCount) + j];
            largest = Math.Max(largest, Math.Abs(column[i]));
        }

        if (largest == 0)
        {
            return false;
        }

        Divide(column, largest);
        double before = Math.Sqrt(Product(column, column));
        double[] shares = Project(column, j);
        double left = Math.Sqrt(Product(column, column));
        if (!(left > Dependent * before))
        {
            return false;
        }

        Divide(column, left);
        for (int i = 0; i < j; i++)
        {
            _triangle[(i * ColumnCount) + j] = shares[i] * largest;
        }

        _triangle[(j * ColumnCount) + j] = left * largest;
        Columns[j] = column;
        return true;
    }

    private bool SetOutcomes(ReadOnlySpan<double> outcomes)
    {
        double[] column = outcomes.ToArray();
        double largest = Largest(column);
        if (largest == 0)
        {
            return false;
        }

        Divide(column, largest);
        double before = Math.Sqrt(Product(column, column));
        double[] shares = Project(column, ColumnCount);
        if (!(Math.Sqrt(Product(column, column)) > Reproduced * before))
        {
            return false;
        }

        double residual = Largest(column);
        Divide(column, residual);
        Scale = residual * largest;
        for (int i = 0; i < shares.Length; i++)
        {
            _leastSquares[i] = shares[i] * largest;
        }

        Columns[ColumnCount] = column;
        return true;
    }

    /// <summary>Takes off what the first columns hold, twice: once is not enough where little is left.</summary>
    private double[] Project(double[] column, int count)
    {
        double[] shares = new double[count];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < count; k++)
            {
                double share = Product(Columns[k], column);
                shares[k] += share;
                for (int i = 0; i < column.Length; i++)
                {
                    column[i] -= share * Columns[k][i];
                }
            }
        }

        return shares;
    }

    private void SolveUpper(double[] values)
    {
        for (int i = ColumnCount - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < ColumnCount; k++)
            {
                values[i] -= _triangle[(i * ColumnCount) + k] * values[k];
            }

            values[i] /= _triangle[(i * ColumnCount) + i];
        }
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private static void Divide(double[] values, double by)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= by;
        }
    }

    private static double Product(double[] first, double[] second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }
}
