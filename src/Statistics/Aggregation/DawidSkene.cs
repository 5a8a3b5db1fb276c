using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// The model of Dawid and Skene (1979, doi:10.2307/2346806): each item has a true category, and annotators err independently
/// of each other given it. The EM algorithm starts from the vote shares and finds the class prior, every annotator's errors and
/// the posterior probability of each category for each item.
/// </summary>
/// <remarks>
/// The start decides which of the equally likely solutions with renamed categories is found: the one in which annotators are
/// right more often than not. An annotator who is wrong systematically is recognized and counts against the label given.
/// Renaming categories or annotators renames the results; the order of the input does not matter.
/// </remarks>
public static class DawidSkene
{
    /// <summary>Fits the model.</summary>
    /// <param name="annotations">The annotations; repeats of an annotator on an item count as independent annotations.</param>
    /// <param name="options">Errors, rounds and convention.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>The fit; <see langword="null"/> when there is no annotation.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static DawidSkeneResult? Fit(AnnotationTable annotations, DawidSkeneOptions options, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        DawidSkeneOptions.Check(options);
        undefined = annotations.AnnotationCount == 0 ? MajorityVote.NoAnnotations : null;
        if (undefined is not null)
        {
            return null;
        }

        AnnotatorEm em = new(annotations);
        return options.Convention == DawidSkeneConvention.CrowdKit ? FitCrowdKit(em, options) : FitStandard(em, options);
    }

    /// <inheritdoc cref="Fit(AnnotationTable, DawidSkeneOptions, out string?)"/>
    /// <param name="ratings">The ratings.</param>
    /// <param name="options">Errors, rounds and convention.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    public static DawidSkeneResult? Fit(RatingTable ratings, DawidSkeneOptions options, out string? undefined) =>
        Fit(AnnotationTable.From(ratings), options, out undefined);

    private static DawidSkeneResult FitStandard(AnnotatorEm em, DawidSkeneOptions options)
    {
        IAnnotatorModel model = options.Errors == AnnotatorErrors.OneCoin ? new OneCoinModel(options.Smoothing) : new ConfusionModel(options.Smoothing);
        EmRun run = em.Run(model, options.MaxRounds, options.Tolerance);
        return new(em, em.Posteriors, [.. em.Prior.AsSpan(0, em.CategoryCount)], Skills(em), run);
    }

    private static DawidSkeneResult FitCrowdKit(AnnotatorEm em, DawidSkeneOptions options)
    {
        CrowdKitConvention convention = new(em, options.Errors == AnnotatorErrors.OneCoin);
        EmRun run = convention.Run(options.MaxRounds, options.Tolerance);
        double[] posteriors = convention.Posteriors();
        ImmutableArray<double> priors = [.. em.PriorCounts.Take(em.CategoryCount).Select(count => count / em.ItemCount)];
        ImmutableArray<Estimate> skills = Skills(em);

        // Last, as it moves the posteriors on to the last parameters.
        double logLikelihood = em.Expect();
        return new(em, posteriors, priors, skills, run with { LogLikelihood = logLikelihood });
    }

    private static ImmutableArray<Estimate> Skills(AnnotatorEm em)
    {
        int[] count = new int[em.Annotations.AnnotatorCount];
        foreach (int row in em.Annotations.Rows)
        {
            count[row / em.CategoryCount]++;
        }

        return [.. count.Select((n, annotator) => n == 0
            ? Estimate.Undefined("the annotator has no annotation", 0)
            : Estimate.Of(OneCoinModel.RightOf(em, annotator).Right / n, n))];
    }
}

/// <summary>A fitted model of annotators' errors. Immutable.</summary>
public sealed class DawidSkeneResult
{
    private readonly ImmutableArray<double> _confusions;

    internal DawidSkeneResult(AnnotatorEm em, ReadOnlySpan<double> posteriors, ImmutableArray<double> priors, ImmutableArray<Estimate> skills, EmRun run)
    {
        Posteriors = new(em.Annotations.ItemCount, em.Annotations.RatedItems, ProbabilityTable.Create(posteriors, em.Annotations.Categories));
        Priors = priors;
        Skills = skills;
        LogLikelihood = run.LogLikelihood;
        Objective = run.Objective;
        Rounds = run.Rounds;
        Converged = run.Converged;
        int k = em.CategoryCount;
        ImmutableArray<double>.Builder confusions = ImmutableArray.CreateBuilder<double>(em.Likelihood.Length / em.Stride * k);
        for (int row = 0; row < em.Likelihood.Length; row += em.Stride)
        {
            confusions.AddRange(em.Likelihood.AsSpan(row, k));
        }

        _confusions = confusions.MoveToImmutable();
    }

    /// <summary>The categories' values, ascending.</summary>
    public ImmutableArray<double> Categories => Posteriors.Categories;

    /// <summary>The probability of each category for each item with annotations.</summary>
    public ItemDistributions Posteriors { get; }

    /// <summary>The class prior, in the order of <see cref="Categories"/>.</summary>
    public ImmutableArray<double> Priors { get; }

    /// <summary>
    /// For each annotator the mean posterior probability of the categories given, 0..1: the expected share of right annotations.
    /// Undefined without annotations; n is their number.
    /// </summary>
    public ImmutableArray<Estimate> Skills { get; }

    /// <summary>The log-likelihood of the annotations under the reported parameters, each item once.</summary>
    public double LogLikelihood { get; }

    /// <summary>What the run watched at its end: the log-likelihood with the parameters' log prior density, for each item; crowd-kit's loss under its convention.</summary>
    public double Objective { get; }

    /// <summary>How many rounds were run.</summary>
    public int Rounds { get; }

    /// <summary>Whether the run ended by its tolerance and not by the largest number of rounds.</summary>
    public bool Converged { get; }

    /// <summary>How many annotators there are.</summary>
    public int AnnotatorCount => Skills.Length;

    /// <summary>The probability that an annotator gives a category to an item of a true category.</summary>
    /// <param name="annotator">The annotator, from 0.</param>
    /// <param name="observed">The position of the category given in <see cref="Categories"/>.</param>
    /// <param name="truth">The position of the true category.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such annotator or category.</exception>
    public double Confusion(int annotator, int observed, int truth)
    {
        Guard.Index(observed, Categories.Length);
        Guard.Index(truth, Categories.Length);
        return ConfusionOf(annotator)[(observed * Categories.Length) + truth];
    }

    /// <summary>An annotator's confusion matrix, a row for each category given and a column for each true one, row after row; columns sum to 1.</summary>
    /// <param name="annotator">The annotator, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such annotator.</exception>
    public ReadOnlySpan<double> ConfusionOf(int annotator)
    {
        Guard.Index(annotator, AnnotatorCount);
        int size = Categories.Length * Categories.Length;
        return _confusions.AsSpan(annotator * size, size);
    }
}
