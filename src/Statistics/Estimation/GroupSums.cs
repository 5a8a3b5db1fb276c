using MathNet.Numerics.LinearAlgebra;

namespace JudgeEval.Statistics;

/// <summary>
/// What a random-intercept model needs of its rows: the cross-products of the columns within groups, W, and between groups, B(k) for
/// the groups of k rows. With the variance ratio r the weighted cross-products are W + Σ B(k) / (1 + r k): the Woodbury form of a
/// group's inverse covariance I - r / (1 + r k) 1 1ᵀ, parted so that nothing is taken off and no digits are lost.
/// </summary>
internal sealed class GroupSums
{
    /// <summary>A share of a direction's square that lies within groups and is rounding.</summary>
    private const double SmallestShare = 1e-12;

    private GroupSums(int rows, int groups, int columns, double[] within, int[] sizes, int[] counts, double[][] between)
    {
        RowCount = rows;
        GroupCount = groups;
        ColumnCount = columns;
        Within = within;
        Sizes = sizes;
        Counts = counts;
        Between = between;
    }

    public int RowCount { get; }

    public int GroupCount { get; }

    /// <summary>How many columns the design has; the products have one more, of the outcomes.</summary>
    public int ColumnCount { get; }

    public int DegreesOfFreedom => RowCount - ColumnCount;

    /// <summary>The products within groups, row-major, outcomes last.</summary>
    public double[] Within { get; }

    /// <summary>The different sizes of groups, ascending.</summary>
    public int[] Sizes { get; }

    /// <summary>How many groups have each size.</summary>
    public int[] Counts { get; }

    /// <summary>The products between groups, for each size.</summary>
    public double[][] Between { get; }

    /// <summary>How many directions of the design vary within groups.</summary>
    public int RankWithin
    {
        get
        {
            int n = ColumnCount;
            Matrix<double> block = Matrix<double>.Build.Dense(n, n, (i, j) => Within[(i * (n + 1)) + j]);
            return block.Evd(Symmetricity.Symmetric).EigenValues.Count(v => v.Real > SmallestShare);
        }
    }

    public static GroupSums Of(OrthogonalDesign design, ReadOnlySpan<int> groups)
    {
        int[] codes = Codes(groups, out int groupCount);
        int width = design.ColumnCount + 1;
        int[] rows = new int[groupCount];
        double[] sums = new double[Guard.Cells(groupCount, width, nameof(groups))];
        for (int i = 0; i < codes.Length; i++)
        {
            rows[codes[i]]++;
            for (int j = 0; j < width; j++)
            {
                sums[(codes[i] * width) + j] += design.Columns[j][i];
            }
        }

        int[] sizes = [.. rows.Distinct().Order()];
        Dictionary<int, int> place = sizes.Index().ToDictionary(s => s.Item, s => s.Index);
        int[] counts = new int[sizes.Length];
        double[][] between = [.. sizes.Select(_ => new double[width * width])];
        for (int g = 0; g < groupCount; g++)
        {
            counts[place[rows[g]]]++;
            AddProducts(sums.AsSpan(g * width, width), between[place[rows[g]]], 1.0 / rows[g]);
        }

        double[] within = WithinProducts(design, codes, sums, rows);
        return new(codes.Length, groupCount, design.ColumnCount, within, sizes, counts, between);
    }

    private static double[] WithinProducts(OrthogonalDesign design, int[] codes, double[] sums, int[] rows)
    {
        int width = design.ColumnCount + 1;
        double[] within = new double[width * width], distance = new double[width];
        for (int i = 0; i < codes.Length; i++)
        {
            for (int j = 0; j < width; j++)
            {
                distance[j] = design.Columns[j][i] - (sums[(codes[i] * width) + j] / rows[codes[i]]);
            }

            AddProducts(distance, within, 1);
        }

        return within;
    }

    private static void AddProducts(ReadOnlySpan<double> values, double[] products, double weight)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double weighted = weight * values[i];
            for (int j = 0; j < values.Length; j++)
            {
                products[(i * values.Length) + j] += weighted * values[j];
            }
        }
    }

    /// <summary>The groups numbered from 0 in the order in which they first occur.</summary>
    private static int[] Codes(ReadOnlySpan<int> groups, out int count)
    {
        Dictionary<int, int> known = [];
        int[] codes = new int[groups.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            if (!known.TryGetValue(groups[i], out codes[i]))
            {
                codes[i] = known.Count;
                known.Add(groups[i], codes[i]);
            }
        }

        count = known.Count;
        return codes;
    }
}
