namespace JudgeEval.Harness.Reports.Html;

/// <summary>An axis of numbers with round marks. Positions are percentages, so that a plot fits every width without being stretched.</summary>
internal sealed class PlotAxis
{
    private readonly double _low;
    private readonly double _high;

    private PlotAxis(double low, double high, double[] ticks) => (_low, _high, Ticks) = (low, high, ticks);

    /// <summary>The marks, rising; the first and the last are the ends of the axis.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that holds all numbers, with three to six marks.</summary>
    /// <param name="numbers">Finite numbers; none make an axis from 0 to 1.</param>
    public static PlotAxis Of(IEnumerable<double> numbers)
    {
        double[] given = [.. numbers.Where(double.IsFinite)];
        double low = given.DefaultIfEmpty(0).Min(), high = given.DefaultIfEmpty(1).Max();
        if (high - low < 1e-9)
        {
            (low, high) = (low - 0.05, high + 0.05);
        }

        double step = Step((high - low) / 4), first = Math.Floor((low / step) + 1e-9), last = Math.Ceiling((high / step) - 1e-9);
        return new PlotAxis(first * step, last * step, [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)]);
    }

    /// <summary>Where a number stands, 0..100 from low to high.</summary>
    /// <param name="number">A number.</param>
    public double At(double number) => Math.Clamp((number - _low) / (_high - _low), 0, 1) * 100;

    /// <summary>A percentage or a length as SVG writes it.</summary>
    /// <param name="number">A finite number.</param>
    public static string N(double number) => NumberText.Stated(Math.Round(number, 2));

    /// <summary>A mark's number.</summary>
    /// <param name="tick">The mark.</param>
    public static string Name(double tick) => NumberText.Stated(Math.Round(tick, 6));

    private static double Step(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return (atLeast / power) switch { <= 1.0000001 => 1, <= 2.0000001 => 2, <= 5.0000001 => 5, _ => 10 } * power;
    }
}
