using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="PerplexityJudge"/>.</summary>
public sealed record PerplexityOptions
{
    /// <summary>The judge's name.</summary>
    /// <value>The default value is <see langword="null"/>: <c>perplexity/</c> and the model's id.</value>
    public string? Name { get; init; }

    /// <summary>What stands between an item's context and the response; it counts as context. An empty context has none.</summary>
    /// <value>The default value is a line feed.</value>
    public string Separator { get; init; } = "\n";

    /// <summary>Pairs: the share of items, those with the smallest absolute difference, that become N.</summary>
    /// <value>The default value is 0.2.</value>
    [Range(0d, 1d)]
    public double ZeroShare { get; init; } = QuantileNormalisation.DefaultZeroShare;

    /// <summary>Pairs: the share of magnitude 1 among the items that do not become N.</summary>
    /// <value>The default value is 0.55: the 44 : 36 of people.</value>
    [Range(0d, 1d)]
    public double SlightShare { get; init; } = QuantileNormalisation.DefaultSlightShare;

    /// <summary>Single responses: the share of items for each label, in the order of the scale; each from 0 to 1, with a sum of 1.</summary>
    /// <value>The default value is empty: the same share for every label.</value>
    public ImmutableArray<double> LabelShares { get; init; } = [];

    /// <summary>How many items are scored at once.</summary>
    /// <value>The default value is 4.</value>
    [Range(1, int.MaxValue)]
    public int Concurrency { get; init; } = 4;
}
