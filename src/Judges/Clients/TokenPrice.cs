namespace JudgeEval.Judges;

/// <summary>What a model's tokens cost, in the currency of the price list.</summary>
public readonly record struct TokenPrice
{
    /// <summary>Creates a price.</summary>
    /// <param name="InputPerMillion">The price of a million tokens sent, at least 0.</param>
    /// <param name="OutputPerMillion">The price of a million tokens received, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A price is negative, or above a billion.</exception>
    public TokenPrice(decimal InputPerMillion, decimal OutputPerMillion)
    {
        this.InputPerMillion = Checked(InputPerMillion, nameof(InputPerMillion));
        this.OutputPerMillion = Checked(OutputPerMillion, nameof(OutputPerMillion));
    }

    /// <summary>The price of a million tokens sent.</summary>
    public decimal InputPerMillion { get; }

    /// <summary>The price of a million tokens received.</summary>
    public decimal OutputPerMillion { get; }

    /// <summary>The price of some tokens, not rounded.</summary>
    /// <param name="inputTokens">Tokens sent, at least 0.</param>
    /// <param name="outputTokens">Tokens received, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of tokens is negative.</exception>
    public decimal Of(long inputTokens, long outputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(outputTokens);
        return (inputTokens * InputPerMillion / 1_000_000m) + (outputTokens * OutputPerMillion / 1_000_000m);
    }

    // Under this bound no number of tokens overflows a decimal.
    private static decimal Checked(decimal price, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(price, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(price, 1_000_000_000m, name);
        return price;
    }
}
