namespace JudgeEval.Statistics;

/// <summary>A strictly increasing scale with its slope and its inverse. Immutable.</summary>
internal readonly struct TransformScale(BootstrapTransform transform)
{
    /// <summary>The value on the scale; infinite at the ends of its range and NaN outside.</summary>
    public double Forward(double value) => transform switch
    {
        BootstrapTransform.FisherZ => Math.Atanh(value),
        BootstrapTransform.Logit => Math.Log(value / (1 - value)),
        _ => value,
    };

    /// <summary>Every value on the scale.</summary>
    public void Forward(Span<double> values)
    {
        if (transform == BootstrapTransform.Identity)
        {
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Forward(values[i]);
        }
    }

    /// <summary>The derivative of <see cref="Forward(double)"/>.</summary>
    public double Slope(double value) => transform switch
    {
        BootstrapTransform.FisherZ => 1 / ((1 - value) * (1 + value)),
        BootstrapTransform.Logit => 1 / (value * (1 - value)),
        _ => 1,
    };

    /// <summary>The value at a place of the scale.</summary>
    public double Back(double place) => transform switch
    {
        BootstrapTransform.FisherZ => Math.Tanh(place),
        BootstrapTransform.Logit => 1 / (1 + Math.Exp(-place)),
        _ => place,
    };
}
