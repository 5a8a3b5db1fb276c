namespace JudgeEval.Statistics;

/// <summary>
/// The log-likelihood of <see cref="BradleyTerry"/>. With d the difference of log-strengths plus the position effect, the outcomes
/// first, second and tie have weights exp(d/2), exp(-d/2) and ν. Without a ridge the first player's log-strength is fixed at 0, as
/// only differences matter.
/// </summary>
internal sealed class BradleyTerryLikelihood : IConcaveFunction
{
    private readonly ComparisonTotals _totals;
    private readonly double _ridge;
    private readonly int _free;

    public BradleyTerryLikelihood(ComparisonTotals totals, BradleyTerryOptions options)
    {
        _totals = totals;
        _ridge = options.Ridge;
        _free = totals.Players.Length - FirstFree;
        int next = _free;
        Position = options.PositionEffect ? next++ : -1;

        // Without a tie, ν = 0 is the maximum: the outcome is left out.
        Tie = options.Ties == ComparisonTies.Davidson && totals.Tied > 0 ? next++ : -1;
        ParameterCount = next;
    }

    public int ParameterCount { get; }

    /// <summary>The index of the position effect among the parameters, -1 for none.</summary>
    public int Position { get; }

    /// <summary>The index of log ν, -1 for none.</summary>
    public int Tie { get; }

    private int FirstFree => _ridge > 0 ? 0 : 1;

    /// <summary>The index of a player's log-strength among the parameters, -1 where it is fixed at 0.</summary>
    public int IndexOf(int player) => player - FirstFree;

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> information)
    {
        gradient.Clear();
        information.Clear();
        double value = 0;
        foreach (ComparisonTotals.Cell cell in _totals.Cells)
        {
            Outcomes p = new(Difference(parameters, cell), Tie < 0 ? double.NegativeInfinity : parameters[Tie]);
            double half = Tie < 0 ? cell.Ties / 2.0 : 0, total = cell.Total;
            double first = cell.FirstWins + half, second = cell.SecondWins + half;
            value += (first * p.LogFirst) + (second * p.LogSecond) + (Tie < 0 ? 0 : cell.Ties * p.LogTie);

            // Written with the other outcomes' probabilities, so that nothing cancels when one outcome is nearly certain.
            double slope = ((first * ((2 * p.Second) + p.Tie)) - (second * ((2 * p.First) + p.Tie)) + ((Tie < 0 ? 0 : cell.Ties) * (p.Second - p.First))) / 2;
            double curvature = total * ((4 * p.First * p.Second) + (p.Tie * (p.First + p.Second))) / 4;
            AddDifference(cell, slope, curvature, gradient, information);
            if (Tie >= 0)
            {
                gradient[Tie] += cell.Ties - (total * p.Tie);
                AddSymmetric(information, Tie, Tie, total * p.Tie * (p.First + p.Second));
                AddTie(cell, -total * p.Tie * (p.First - p.Second) / 2, information);
            }
        }

        for (int i = 0; i < _free && _ridge > 0; i++)
        {
            value -= _ridge / 2 * parameters[i] * parameters[i];
            gradient[i] -= _ridge * parameters[i];
            AddSymmetric(information, i, i, _ridge);
        }

        return value;
    }

    public double LargestChange(ReadOnlySpan<double> step)
    {
        double largest = Tie < 0 ? 0 : Math.Abs(step[Tie]);
        foreach (ComparisonTotals.Cell cell in _totals.Cells)
        {
            largest = Math.Max(largest, Math.Abs(Difference(step, cell)));
        }

        return largest;
    }

    private double Difference(ReadOnlySpan<double> parameters, ComparisonTotals.Cell cell) =>
        At(parameters, IndexOf(cell.First)) - At(parameters, IndexOf(cell.Second)) + At(parameters, Position);

    private static double At(ReadOnlySpan<double> parameters, int index) => index < 0 ? 0 : parameters[index];

    private void AddDifference(ComparisonTotals.Cell cell, double slope, double curvature, Span<double> gradient, Span<double> information)
    {
        ReadOnlySpan<int> indices = [IndexOf(cell.First), IndexOf(cell.Second), Position];
        for (int a = 0; a < indices.Length; a++)
        {
            if (indices[a] < 0)
            {
                continue;
            }

            gradient[indices[a]] += SignOf(a) * slope;
            for (int b = 0; b < indices.Length; b++)
            {
                if (indices[b] >= 0)
                {
                    information[(indices[a] * ParameterCount) + indices[b]] += SignOf(a) * SignOf(b) * curvature;
                }
            }
        }
    }

    private void AddTie(ComparisonTotals.Cell cell, double cross, Span<double> information)
    {
        ReadOnlySpan<int> indices = [IndexOf(cell.First), IndexOf(cell.Second), Position];
        for (int a = 0; a < indices.Length; a++)
        {
            if (indices[a] >= 0)
            {
                AddSymmetric(information, indices[a], Tie, SignOf(a) * cross);
            }
        }
    }

    private void AddSymmetric(Span<double> information, int row, int column, double amount)
    {
        information[(row * ParameterCount) + column] += amount;
        if (row != column)
        {
            information[(column * ParameterCount) + row] += amount;
        }
    }

    /// <summary>The second player's log-strength enters the difference with a minus.</summary>
    private static int SignOf(int place) => place == 1 ? -1 : 1;

    /// <summary>The probabilities of the three outcomes and their logarithms.</summary>
    internal readonly struct Outcomes
    {
        public Outcomes(double difference, double logTie)
        {
            double largest = Math.Max(Math.Abs(difference) / 2, logTie);
            double logTotal = largest + Math.Log(
                Math.Exp((difference / 2) - largest) + Math.Exp((-difference / 2) - largest) + Math.Exp(logTie - largest));
            LogFirst = (difference / 2) - logTotal;
            LogSecond = (-difference / 2) - logTotal;
            LogTie = logTie - logTotal;
            First = Math.Exp(LogFirst);
            Second = Math.Exp(LogSecond);
            Tie = Math.Exp(LogTie);
        }

        public double LogFirst { get; }

        public double LogSecond { get; }

        public double LogTie { get; }

        public double First { get; }

        public double Second { get; }

        public double Tie { get; }
    }
}
