using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>What a <see cref="Mace"/> fit is asked.</summary>
public sealed record MaceOptions
{
    /// <summary>The largest number of EM rounds, at least 1. The default is 100.</summary>
    public int MaxRounds { get; init; } = 100;

    /// <summary>The run stops when a round raises the objective per item by no more than this; <see langword="null"/> never stops it early. The default is 1e-8.</summary>
    public double? Tolerance { get; init; } = 1e-8;

    /// <summary>The pseudo-count of knowing, of guessing, and of each category guessed, 1e-100..1e100. The default is 0.1.</summary>
    public double Smoothing { get; init; } = 0.1;
}

/// <summary>A fitted <see cref="Mace"/> model.</summary>
/// <param name="Posteriors">The probability of each category for each item with annotations.</param>
/// <param name="Competences">The probability that each annotator knows the category instead of guessing, 0..1; undefined without annotations. n is their number.</param>
/// <param name="LogLikelihood">The log-likelihood of the annotations, each item once.</param>
/// <param name="Rounds">How many rounds were run.</param>
/// <param name="Converged">Whether the run ended by its tolerance.</param>
public sealed record MaceResult(ItemDistributions Posteriors, ImmutableArray<Estimate> Competences, double LogLikelihood, int Rounds, bool Converged);

/// <summary>
/// Multi-annotator competence estimation (Hovy, Berg-Kirkpatrick, Vaswani and Hovy, 2013, "Learning whom to trust with MACE",
/// NAACL-HLT, aclanthology.org/N13-1132): an annotator either knows an item's category or guesses by a distribution of his own.
/// All categories are equally likely beforehand.
/// </summary>
/// <remarks>The paper restarts EM from random values; here it starts once from the vote shares, so that there is nothing random.</remarks>
public static class Mace
{
    /// <summary>Fits the model.</summary>
    /// <param name="annotations">The annotations; repeats of an annotator on an item count as independent annotations.</param>
    /// <param name="options">Rounds and pseudo-counts.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>The fit; <see langword="null"/> when there is no annotation.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static MaceResult? Fit(AnnotationTable annotations, MaceOptions options, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(options);
        DawidSkeneOptions.Check(new() { MaxRounds = options.MaxRounds, Tolerance = options.Tolerance, Smoothing = options.Smoothing });
        undefined = annotations.AnnotationCount == 0 ? MajorityVote.NoAnnotations : null;
        if (undefined is not null)
        {
            return null;
        }

        AnnotatorEm em = new(annotations);
        MaceModel model = new(em, options.Smoothing);
        EmRun run = em.Run(model, options.MaxRounds, options.Tolerance);
        return new(
            new(annotations.ItemCount, annotations.RatedItems, ProbabilityTable.Create(em.Posteriors, annotations.Categories)),
            model.Competences(),
            run.LogLikelihood,
            run.Rounds,
            run.Converged);
    }
}

/// <summary>The M-step of <see cref="Mace"/>.</summary>
internal sealed class MaceModel : IAnnotatorModel
{
    private readonly AnnotatorEm _em;
    private readonly double _smoothing;
    private readonly double[] _knows;
    private readonly double[] _guesses;
    private readonly int[] _annotations;

    public MaceModel(AnnotatorEm em, double smoothing)
    {
        _em = em;
        _smoothing = smoothing;
        _knows = new double[em.Annotations.AnnotatorCount];
        _guesses = new double[_knows.Length * em.CategoryCount];
        _annotations = new int[_knows.Length];
        Array.Fill(_knows, 0.5);
        Array.Fill(_guesses, 1.0 / em.CategoryCount);
        em.Prior.AsSpan(0, em.CategoryCount).Fill(1.0 / em.CategoryCount);
        foreach (int row in em.Annotations.Rows)
        {
            _annotations[row / em.CategoryCount]++;
        }
    }

    public void Maximize(AnnotatorEm em)
    {
        for (int annotator = 0; annotator < _knows.Length; annotator++)
        {
            Maximize(annotator, _guesses.AsSpan(annotator * em.CategoryCount, em.CategoryCount));
        }
    }

    public double LogPriorDensity(AnnotatorEm em)
    {
        LogProduct density = new();
        foreach (double knows in _knows)
        {
            density.Multiply(knows);
            density.Multiply(1 - knows);
        }

        foreach (double guess in _guesses)
        {
            density.Multiply(guess);
        }

        return _smoothing * density.Log;
    }

    public ImmutableArray<Estimate> Competences() =>
        [.. _knows.Select((knows, annotator) => _annotations[annotator] == 0
            ? Estimate.Undefined("the annotator has no annotation", 0)
            : Estimate.Of(knows, _annotations[annotator]))];

    private void Maximize(int annotator, Span<double> guesses)
    {
        int k = guesses.Length;
        double knowing = 0, guessing = 0;
        for (int observed = 0; observed < k; observed++)
        {
            // A right annotation was known or guessed by luck; a wrong one was guessed.
            int row = ((annotator * k) + observed) * _em.Stride;
            double right = _em.Counts[row + observed];
            double lucky = (1 - _knows[annotator]) * guesses[observed];
            double known = right * _knows[annotator] / (_knows[annotator] + lucky);
            double all = 0;
            for (int truth = 0; truth < k; truth++)
            {
                all += _em.Counts[row + truth];
            }

            knowing += known;
            guesses[observed] = all - known + _smoothing;
            guessing += all - known;
        }

        _knows[annotator] = (knowing + _smoothing) / (knowing + guessing + (2 * _smoothing));
        MajorityVote.Normalize(guesses);
        for (int observed = 0; observed < k; observed++)
        {
            Span<double> row = _em.Likelihood.AsSpan(((annotator * k) + observed) * _em.Stride, k);
            row.Fill((1 - _knows[annotator]) * guesses[observed]);
            row[observed] += _knows[annotator];
        }
    }
}
