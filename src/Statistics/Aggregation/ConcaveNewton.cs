namespace JudgeEval.Statistics;

/// <summary>A concave function of several parameters with its derivatives, for example a log-likelihood.</summary>
internal interface IConcaveFunction
{
    int ParameterCount { get; }

    /// <summary>The value, the gradient, and the information: minus the second derivatives, row-major; the caller clears nothing.</summary>
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

/// <summary>The maximum, with the inverse information as covariance.</summary>
internal sealed record NewtonResult(NewtonEnd End, double[] Parameters, double[] Covariance, double Value, int Rounds);

/// <summary>
/// Newton's method with halved steps. Towards an infinite maximum each step moves a linear predictor by about one for ever, while
/// towards a finite one the steps shrink quadratically; so the end of the rounds tells the two apart.
/// </summary>
internal static class ConcaveNewton
{
    private const int MaxRounds = 200;
    private const double SmallestChange = 1e-9;

    public static NewtonResult Maximize(IConcaveFunction function)
    {
        int n = function.ParameterCount;
        double[] at = new double[n], gradient = new double[n], step = new double[n], information = new double[n * n];
        double value = function.Evaluate(at, gradient, information);
        for (int round = 1; round <= MaxRounds; round++)
        {
            if (!Cholesky.TryFactor(information, n))
            {
                return new(round == 1 ? NewtonEnd.Singular : NewtonEnd.NoMaximum, at, [], value, round);
            }

            gradient.CopyTo(step, 0);
            Cholesky.Solve(information, n, step);
            if (function.LargestChange(step) <= SmallestChange)
            {
                Move(at, step, 1);
                value = function.Evaluate(at, gradient, information);
                return Cholesky.TryFactor(information, n)
                    ? new(NewtonEnd.Converged, at, Cholesky.Inverse(information, n), value, round)
                    : new(NewtonEnd.NoMaximum, at, [], value, round);
            }

            value = Climb(function, value, at, step, gradient, information);
        }

        return new(NewtonEnd.NoMaximum, at, [], value, MaxRounds);
    }

    /// <summary>Takes the step, or a half, a quarter and so on of it, so that the value does not fall.</summary>
    private static double Climb(IConcaveFunction function, double value, double[] at, double[] step, double[] gradient, double[] information)
    {
        double factor = 1;
        Move(at, step, factor);
        double reached = function.Evaluate(at, gradient, information);
        while (!(reached >= value - (1e-12 * Math.Abs(value))) && factor > 1e-6)
        {
            Move(at, step, -factor / 2);
            factor /= 2;
            reached = function.Evaluate(at, gradient, information);
        }

        return reached;
    }

    private static void Move(double[] at, double[] step, double factor)
    {
        for (int i = 0; i < at.Length; i++)
        {
            at[i] += factor * step[i];
        }
    }
}
