namespace JudgeEval.Statistics;

/// <summary>x ln(x / y) - x + y, at least 0, for positive numbers that may be nearly equal, where the plain formula cancels.</summary>
internal static class Deviance
{
    /// <summary>The deviance of x from y; y when x is 0.</summary>
    /// <param name="x">The first number, at least 0.</param>
    /// <param name="y">The second number, above 0.</param>
    /// <param name="difference">x - y, given by the caller, who may know it to more digits.</param>
    public static double Of(double x, double y, double difference)
    {
        double sum = x + y, u = difference / sum;
        return Math.Abs(u) < 0.1 ? sum * ((u * u) + ((1 + u) * AtanhRest(u)))
            : x == 0 ? y
            : (x * (y > 1e-290 ? Math.Log(x / y) : Math.Log(x) - Math.Log(y))) - difference;
    }

    /// <summary>atanh(u) - u = u^3 / 3 + u^5 / 5 + ..., for |u| up to 1 / 3: it is slow near 1.</summary>
    public static double AtanhRest(double u)
    {
        double square = u * u, power = u * square, sum = 0, previous;
        int k = 3;
        do
        {
            previous = sum;
            sum += power / k;
            power *= square;
            k += 2;
        }
        while (sum != previous && double.IsFinite(sum));

        return sum;
    }
}
