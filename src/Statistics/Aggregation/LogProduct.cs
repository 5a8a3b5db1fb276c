namespace JudgeEval.Statistics;

/// <summary>The logarithm of a long product of numbers in (0, 1], with a logarithm taken only when the product grows small.</summary>
internal struct LogProduct
{
    private const double Small = 1e-200;

    private double _sum;
    private double _product;

    /// <summary>The empty product.</summary>
    public LogProduct() => _product = 1;

    /// <summary>The logarithm.</summary>
    public readonly double Log => _sum + Math.Log(_product);

    /// <summary>Multiplies by a number.</summary>
    public void Multiply(double factor)
    {
        if (_product * factor < Small)
        {
            _sum += Math.Log(_product);
            _product = 1;
        }

        if (factor < Small)
        {
            _sum += Math.Log(factor);
        }
        else
        {
            _product *= factor;
        }
    }

    /// <summary>Multiplies by a number given by its logarithm.</summary>
    public void Add(double log) => _sum += log;
}
