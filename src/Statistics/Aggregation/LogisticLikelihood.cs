namespace JudgeEval.Statistics;

/// <summary>The log-likelihood of logistic regression with half wins for ties and an optional constant, which comes last.</summary>
internal sealed class LogisticLikelihood : IConcaveFunction
{
    private readonly double[] _design;
    private readonly double[] _scores;
    private readonly double[] _weights;
    private readonly int _factors;
    private readonly double _ridge;

    public LogisticLikelihood(ReadOnlySpan<double> differences, ReadOnlySpan<ComparisonOutcome> outcomes, int factorCount, ComparisonRegressionOptions options)
    {
        _factors = factorCount;
        _ridge = options.Ridge;
        ParameterCount = factorCount + (options.PositionEffect ? 1 : 0);
        _design = new double[outcomes.Length * ParameterCount];
        _scores = new double[outcomes.Length];
        _weights = new double[outcomes.Length];
        _weights.AsSpan().Fill(1);
        for (int i = 0; i < _scores.Length; i++)
        {
            Span<double> row = _design.AsSpan(i * ParameterCount, ParameterCount);
            row.Fill(1);
            differences.Slice(i * factorCount, factorCount).CopyTo(row);
            _scores[i] = outcomes[i] switch { ComparisonOutcome.First => 1, ComparisonOutcome.Second => 0, _ => 0.5 };
        }
    }

    public int ParameterCount { get; }

    /// <summary>Sets how often each comparison counts; once without a call.</summary>
    public void Weigh(ReadOnlySpan<int> counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            _weights[i] = counts[i];
        }
    }

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> information)
    {
        int p = ParameterCount;
        gradient.Clear();
        information.Clear();
        double value = 0;
        for (int i = 0; i < _scores.Length; i++)
        {
            if (_weights[i] == 0)
            {
                continue;
            }

            ReadOnlySpan<double> row = _design.AsSpan(i * p, p);
            double logOdds = Dot(row, parameters);

            // Both probabilities by themselves: 1 - p would lose the small one.
            double win = 1 / (1 + Math.Exp(-logOdds)), loss = 1 / (1 + Math.Exp(logOdds));
            value += _weights[i] * ((_scores[i] * LogSigmoid(logOdds)) + ((1 - _scores[i]) * LogSigmoid(-logOdds)));
            double residual = _weights[i] * ((_scores[i] * loss) - ((1 - _scores[i]) * win)), weight = _weights[i] * win * loss;
            for (int a = 0; a < p; a++)
            {
                gradient[a] += residual * row[a];
                double scaled = weight * row[a];
                for (int b = 0; b <= a; b++)
                {
                    information[(a * p) + b] += scaled * row[b];
                }
            }
        }

        return value + Penalize(parameters, gradient, information);
    }

    public double LargestChange(ReadOnlySpan<double> step)
    {
        double largest = 0;
        for (int i = 0; i < _scores.Length; i++)
        {
            largest = _weights[i] == 0 ? largest : Math.Max(largest, Math.Abs(Dot(_design.AsSpan(i * ParameterCount, ParameterCount), step)));
        }

        return largest;
    }

    private double Penalize(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> information)
    {
        double penalty = 0;
        for (int a = 0; a < _factors; a++)
        {
            penalty -= _ridge / 2 * parameters[a] * parameters[a];
            gradient[a] -= _ridge * parameters[a];
            information[a * (ParameterCount + 1)] += _ridge;
        }

        return penalty;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>log(1 / (1 + exp(-x))) without overflow.</summary>
    internal static double LogSigmoid(double x)
    {
        double small = Math.Exp(-Math.Abs(x));
        return Math.Min(x, 0) - LogOnePlus(small);
    }

    /// <summary>log(1 + x) for x in 0..1, also where 1 + x rounds to 1 (Goldberg, 1991, doi:10.1145/103162.103163, theorem 4).</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }
}
