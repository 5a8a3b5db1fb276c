namespace JudgeEval.Evals.Published;

/// <summary>A figure that others published, and how the library computes it from the same data.</summary>
/// <param name="Measure">What was measured, for example <c>Cohen's kappa</c>.</param>
/// <param name="Of">Of whom or what: a judge, a metric, a subset. Measure and this name a figure within its set.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Published">The published value.</param>
/// <param name="Tolerance">How far the computed value may be from the published one; 0 for a figure that must be the very same.</param>
/// <param name="Compute">Computes the value; called once.</param>
internal sealed record PublishedFigure(string Measure, string Of, string Source, double Published, double Tolerance, Func<double> Compute)
{
    private readonly Lazy<double> _ours = new(Compute);

    /// <summary>The value the library computes.</summary>
    public double Ours => _ours.Value;

    /// <summary>
    /// The values that are accepted where they are not those around the published one, because it rests on data that are not all public.
    /// The default, <see langword="null"/>, is the published value give or take the tolerance.
    /// </summary>
    public (double Lowest, double Highest)? Accepted { get; init; }

    /// <summary>Whether the table shows the figure in a row of its own though its group is large. The default is <see langword="false"/>.</summary>
    public bool Example { get; init; }

    /// <summary>How far the computed value is from the published one.</summary>
    public double Difference => Math.Abs(Ours - Published);

    /// <summary>Whether the computed value is accepted.</summary>
    public bool IsReproduced => Accepted is var (lowest, highest) ? Ours >= lowest && Ours <= highest : Difference <= Tolerance;
}

/// <summary>A published figure that is wrong, with the right one.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Of">Of whom or what.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Published">The published value.</param>
/// <param name="Why">What is wrong with it, in a sentence without its full stop.</param>
/// <param name="Compute">Computes the right value; called once.</param>
internal sealed record PublishedMistake(string Measure, string Of, string Source, double Published, string Why, Func<double> Compute)
{
    private readonly Lazy<double> _right = new(Compute);

    /// <summary>The right value.</summary>
    public double Right => _right.Value;
}

/// <summary>A published figure that cannot be reproduced.</summary>
/// <param name="Figure">The figure, with its value where there is a single one.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Why">Why not, in a sentence without its full stop.</param>
internal sealed record NotReproduced(string Figure, string Source, string Why);
