using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>What a <see cref="Glad"/> fit is asked.</summary>
public sealed record GladOptions
{
    /// <summary>The largest number of EM rounds, at least 1. The default is 200.</summary>
    public int MaxRounds { get; init; } = 200;

    /// <summary>The run stops when a round raises the objective per item by no more than this; <see langword="null"/> never stops it early. The default is 1e-8.</summary>
    public double? Tolerance { get; init; } = 1e-8;
}

/// <summary>A fitted <see cref="Glad"/> model.</summary>
/// <param name="Posteriors">The probability of each category for each item with annotations.</param>
/// <param name="Abilities">The ability of each annotator: 0 is guessing against the rest, below 0 is adversarial; undefined without annotations. n is their number.</param>
/// <param name="LogEasiness">The logarithm of each item's easiness; undefined for items without annotations. n is their number.</param>
/// <param name="LogLikelihood">The log-likelihood of the annotations, each item once.</param>
/// <param name="Objective">The log-likelihood with the log prior density, for each item with annotations.</param>
/// <param name="Rounds">How many rounds were run.</param>
/// <param name="Converged">Whether the run ended by its tolerance.</param>
public sealed record GladResult(
    ItemDistributions Posteriors,
    ImmutableArray<Estimate> Abilities,
    ImmutableArray<Estimate> LogEasiness,
    double LogLikelihood,
    double Objective,
    int Rounds,
    bool Converged);

/// <summary>
/// The model of abilities and difficulties (GLAD; Whitehill, Wu, Bergsma, Movellan and Ruvolo, 2009, "Whose vote should count
/// more", NIPS 22): an annotator is right with the logistic function of ability times the item's easiness; the wrong categories
/// are equally likely. All categories are equally likely beforehand, and abilities and log-easiness are normal with mean 1 and
/// standard deviation 1.
/// </summary>
/// <remarks>
/// EM from the vote shares with all abilities and easiness at their means; in each round abilities, then easiness, take a step of
/// Fisher scoring, halved where it would not help, so that every round raises the objective.
/// </remarks>
public static class Glad
{
    /// <summary>Fits the model.</summary>
    /// <param name="annotations">The annotations; repeats of an annotator on an item count as independent annotations.</param>
    /// <param name="options">Rounds and tolerance.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>The fit; <see langword="null"/> when there is no annotation, or when one category is all there is and no annotation can be wrong.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static GladResult? Fit(AnnotationTable annotations, GladOptions options, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(options);
        DawidSkeneOptions.Check(new() { MaxRounds = options.MaxRounds, Tolerance = options.Tolerance });
        undefined = annotations.AnnotationCount == 0 ? MajorityVote.NoAnnotations
            : annotations.Categories.Length == 1 ? "there is one category, so that no annotation can be wrong"
            : null;
        return undefined is null ? new GladFit(annotations).Run(options) : null;
    }
}
