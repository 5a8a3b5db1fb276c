namespace JudgeEval.Statistics;

/// <summary>A concave function of several parameters with its derivatives, for example a log-likelihood.</summary>
internal interface IConcaveFunction
{
    int ParameterCount { get; }

    /// <summary>The value, the gradient, and the information: minus the second derivatives, row-major, of which the lower triangle counts. The caller clears nothing.</summary>
    double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> information);

    /// <summary>The largest change of a linear predictor that a step makes: the scale on which convergence is judged.</summary>
    double LargestChange(ReadOnlySpan<double> step);
}

/// <summary>Why <see cref="ConcaveNewton"/> stopped.</summary>
internal enum NewtonEnd
{
    Converged,

    /// <summary>The information is singular at the start: the parameters cannot be told apart.</summary>
    Singular,

    /// <summary>The steps never end: the function grows without reaching a maximum.</summary>
    NoMaximum,
}

/// <summary>
/// Newton's method with halved steps. Towards an infinite maximum each step moves a linear predictor by about one for ever, while
/// towards a finite one the steps shrink quadratically; so the end of the rounds tells the two apart. An instance can climb many
/// times and allocates only once.
/// </summary>
internal sealed class ConcaveNewton(IConcaveFunction function)
{
    private const int MaxRounds = 200;
    private const double SmallestChange = 1e-9;

    private readonly int _n = function.ParameterCount;
    private readonly double[] _parameters = new double[function.ParameterCount];
    private readonly double[] _gradient = new double[function.ParameterCount];
    private readonly double[] _step = new double[function.ParameterCount];
    private readonly double[] _information = new double[function.ParameterCount * function.ParameterCount];

    /// <summary>Where the last climb ended.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>The function's value there.</summary>
    public double Value { get; private set; }

    /// <summary>How many rounds the last climb took.</summary>
    public int Rounds { get; private set; }

    /// <summary>The inverse of the information at the maximum, after a climb that converged.</summary>
    public double[] Covariance() => Cholesky.Inverse(_information, _n);

    /// <summary>Climbs from a point; the empty span is the origin.</summary>
    public NewtonEnd Maximize(ReadOnlySpan<double> start = default)
    {
        _parameters.AsSpan().Clear();
        start.CopyTo(_parameters);
        Value = Evaluate();
        for (Rounds = 1; Rounds <= MaxRounds; Rounds++)
        {
            if (!Cholesky.TryFactor(_information, _n))
            {
                return Rounds == 1 ? NewtonEnd.Singular : NewtonEnd.NoMaximum;
            }

            _gradient.CopyTo(_step, 0);
            Cholesky.Solve(_information, _n, _step);
            if (function.LargestChange(_step) <= SmallestChange)
            {
                Move(1);
                Value = Evaluate();
                return Cholesky.TryFactor(_information, _n) ? NewtonEnd.Converged : NewtonEnd.NoMaximum;
            }

            Climb();
        }

        return NewtonEnd.NoMaximum;
    }

    /// <summary>Takes the step, or a half, a quarter and so on of it, so that the value does not fall.</summary>
    private void Climb()
    {
        double before = Value, factor = 1;
        Move(factor);
        Value = Evaluate();
        while (!(Value >= before - (1e-12 * Math.Abs(before))) && factor > 1e-6)
        {
            factor /= 2;
            Move(-factor);
            Value = Evaluate();
        }
    }

    private double Evaluate() => function.Evaluate(_parameters, _gradient, _information);

    private void Move(double factor)
    {
        for (int i = 0; i < _n; i++)
        {
            _parameters[i] += factor * _step[i];
        }
    }
}
