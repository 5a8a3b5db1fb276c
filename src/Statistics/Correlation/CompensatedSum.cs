namespace JudgeEval.Statistics;

/// <summary>
/// A sum that carries its rounding errors along (Neumaier, 1974, doi:10.1002/zamm.19740540106), so that its error does not grow
/// with the number of terms.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    public readonly double Value => _sum + _lost;

    public void Add(double term)
    {
        double next = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - next + term : term - next + _sum;
        _sum = next;
    }
}
