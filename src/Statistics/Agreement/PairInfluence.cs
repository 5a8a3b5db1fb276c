namespace JudgeEval.Statistics;

/// <summary>
/// Derivatives of pair statistics by the weights of the patterns, in time linear in patterns and categories. Holds scratch
/// memory; one is used by one thread.
/// </summary>
internal sealed class PairInfluence(PairTable table, PairMargins margins)
{
    // The expected distance of each category from the other rater's number, times how many numbers that rater gave.
    private readonly double[] _toX = new double[table.Values.Length];
    private readonly double[] _toY = new double[table.Values.Length];

    /// <summary>The derivatives; the margins are those of the weights.</summary>
    public bool Try(PairStatistic statistic, ReadOnlySpan<int> weights, Span<double> influence)
    {
        switch (statistic)
        {
            case PairStatistic.PercentAgreement:
                Mean(weights, 0, -1, influence);
                return true;
            case PairStatistic.MeanAbsoluteError:
                Mean(weights, 1, 1, influence);
                return true;
            case PairStatistic.CohenKappa:
                Kappa(weights, 0, influence);
                return true;
            case PairStatistic.CohenKappaLinear:
                Kappa(weights, 1, influence);
                return true;
            case PairStatistic.CohenKappaQuadratic:
                Kappa(weights, 2, influence);
                return true;
            case PairStatistic.Pearson:
                Pearson(weights, influence);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The difference to the power 0 (whether there is one), 1 or 2.</summary>
    private static double Distance(double difference, int power) =>
        power == 0 ? (difference == 0 ? 0 : 1) : power == 1 ? Math.Abs(difference) : difference * difference;

    /// <summary>Of the mean distance D = Σ w d / n: (d - D) / n, times a sign.</summary>
    private void Mean(ReadOnlySpan<int> weights, int power, int sign, Span<double> influence)
    {
        double n = margins.Total, mean = ObservedDistances(weights, power, influence) / n;
        for (int p = 0; p < influence.Length; p++)
        {
            influence[p] = sign * (influence[p] - mean) / n;
        }
    }

    /// <summary>Of kappa = 1 - n O / E, with O = Σ w d and E = Σ x y d over the margins: (n O E' - E (O + n d)) / E².</summary>
    private void Kappa(ReadOnlySpan<int> weights, int power, Span<double> influence)
    {
        double n = margins.Total, observed = ObservedDistances(weights, power, influence), expected = 0;
        ExpectedDistances(margins.Y, power, _toY);
        ExpectedDistances(margins.X, power, _toX);
        for (int c = 0; c < _toY.Length; c++)
        {
            expected += margins.X[c] * _toY[c];
        }

        expected = margins.IsSingleCategory() ? double.NaN : expected;
        ReadOnlySpan<int> x = table.X, y = table.Y;
        for (int p = 0; p < influence.Length; p++)
        {
            double change = _toY[x[p]] + _toX[y[p]];
            influence[p] = ((n * observed * change / expected) - observed - (n * influence[p])) / expected;
        }
    }

    /// <summary>Of r: (z_x z_y - r (z_x² + z_y²) / 2) / n with standard scores z.</summary>
    private void Pearson(ReadOnlySpan<int> weights, Span<double> influence)
    {
        double n = margins.Total, meanX = 0, meanY = 0, xx = 0, yy = 0, xy = 0;
        double[] values = margins.Values;
        for (int c = 0; c < values.Length; c++)
        {
            meanX += margins.X[c] * values[c] / n;
            meanY += margins.Y[c] * values[c] / n;
        }

        ReadOnlySpan<int> x = table.X, y = table.Y;
        for (int p = 0; p < weights.Length; p++)
        {
            double dx = values[x[p]] - meanX, dy = values[y[p]] - meanY;
            xx += weights[p] * dx * dx;
            yy += weights[p] * dy * dy;
            xy += weights[p] * dx * dy;
        }

        // A rater without variation has no standard score: 0 / 0.
        double scaleX = 1 / Math.Sqrt(xx), scaleY = 1 / Math.Sqrt(yy), r = xy * scaleX * scaleY;
        for (int p = 0; p < influence.Length; p++)
        {
            double zx = (values[x[p]] - meanX) * scaleX, zy = (values[y[p]] - meanY) * scaleY;
            influence[p] = (zx * zy) - (r * ((zx * zx) + (zy * zy)) / 2);
        }
    }

    /// <summary>Every pattern's distance, and their weighted sum.</summary>
    private double ObservedDistances(ReadOnlySpan<int> weights, int power, Span<double> distances)
    {
        ReadOnlySpan<int> x = table.X, y = table.Y;
        double sum = 0;
        for (int p = 0; p < distances.Length; p++)
        {
            distances[p] = Distance(margins.Values[x[p]] - margins.Values[y[p]], power);
            sum += weights[p] * distances[p];
        }

        return sum;
    }

    /// <summary>Each category's sum of distances from a margin's numbers, by sums up to the category.</summary>
    private void ExpectedDistances(double[] margin, int power, double[] sums)
    {
        double[] values = margins.Values;
        double n = margins.Total, first = 0, second = 0, below = 0, firstBelow = 0;
        for (int c = 0; c < values.Length; c++)
        {
            first += margin[c] * values[c];
            second += margin[c] * values[c] * values[c];
        }

        for (int c = 0; c < values.Length; c++)
        {
            double v = values[c];
            below += margin[c];
            firstBelow += margin[c] * v;
            sums[c] = power == 0 ? n - margin[c]
                : power == 1 ? (v * ((2 * below) - n)) + first - (2 * firstBelow)
                : (n * v * v) - (2 * v * first) + second;
        }
    }
}
