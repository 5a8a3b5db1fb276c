using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>What a judge said of one item, in one repeat and one order.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Repeat">The repeat, from 0.</param>
/// <param name="Order">The order in which a pair was shown.</param>
/// <param name="Verdict">A label as the judge's file states it, or a failure.</param>
public sealed record Judgement(string Item, int Repeat, PresentationOrder Order, RecordedVerdict Verdict);

/// <summary>
/// A verdict as a verdict file holds it: the label's text is what the judge said and is matched against a scale only by
/// the alignment, so that a label off the scale can be reported and named.
/// </summary>
public sealed record RecordedVerdict
{
    /// <summary>The label's text; <see langword="null"/> when the judge failed.</summary>
    public string? Label { get; init; }

    /// <summary>The failure; <see langword="null"/> when there is a label.</summary>
    public JudgeFailure? Failure { get; init; }

    /// <summary>The judge's reason in words.</summary>
    public string? Rationale { get; init; }

    /// <summary>A finer score than the label.</summary>
    public double? Score { get; init; }

    /// <summary>The probability of each label.</summary>
    public ImmutableSortedDictionary<string, double>? Probabilities { get; init; }

    /// <summary>The labels among which the judge could not decide, its best guess first; empty elsewhere.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];

    /// <summary>The label of each member of a committee, by the member's name; <see langword="null"/> for any other judge.</summary>
    public ImmutableSortedDictionary<string, string>? Votes { get; init; }

    /// <summary>What the call used, over all calls that the verdict took.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The file's form of a judge's verdict.</summary>
    /// <param name="verdict">A verdict.</param>
    public static RecordedVerdict From(Verdict verdict) => new()
    {
        Label = verdict.Label?.Text,
        Failure = verdict.Failure,
        Rationale = verdict.Rationale,
        Score = verdict.Score,
        Probabilities = verdict.Probabilities,
        Candidates = verdict.Candidates,
        Votes = verdict.Votes,
        Usage = verdict.Usage,
    };
}

/// <summary>A run that ended before the last item because it needed no more.</summary>
/// <param name="Asked">How many items the judge was asked.</param>
/// <param name="Of">How many items the dataset has.</param>
public sealed record PartialRun(int Asked, int Of);

/// <summary>One judge's verdicts over one dataset, sorted by item (ordinal), repeat and order. Immutable.</summary>
public sealed class VerdictSet
{
    /// <summary>Creates the set; the judgements are sorted here.</summary>
    /// <param name="judge">Which judge it was.</param>
    /// <param name="dataset">The dataset's name, where it is known.</param>
    /// <param name="datasetHash">The dataset's content hash, where it is known.</param>
    /// <param name="judgements">The judgements, at most one for each item, repeat and order.</param>
    /// <exception cref="ArgumentException">Two judgements have the same item, repeat and order.</exception>
    public VerdictSet(JudgeIdentity judge, string? dataset, string? datasetHash, IEnumerable<Judgement> judgements)
    {
        Judge = judge;
        Dataset = dataset;
        DatasetHash = datasetHash;
        Judgement[] sorted = [.. judgements];
        if (!IsSorted(sorted))
        {
            Array.Sort(sorted, Compare);
        }

        for (int i = 1; i < sorted.Length; i++)
        {
            if (Compare(sorted[i - 1], sorted[i]) == 0)
            {
                throw new ArgumentException($"Two judgements of item '{sorted[i].Item}' have the same repeat and order.", nameof(judgements));
            }
        }

        Judgements = ImmutableArray.Create(sorted);
    }

    /// <summary>Which judge it was.</summary>
    public JudgeIdentity Judge { get; }

    /// <summary>The name of the dataset that was judged, where it is known.</summary>
    public string? Dataset { get; }

    /// <summary>The content hash of the dataset that was judged, where it is known.</summary>
    public string? DatasetHash { get; }

    /// <summary>The file the set was read from, for messages; <see langword="null"/> where it is of no file.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// How much of the dataset the judge was asked, where it was not asked all on purpose; <see langword="null"/> for a whole run, in which an item without a
    /// judgement counts as one that the judge did not answer.
    /// </summary>
    public PartialRun? Partial { get; init; }

    /// <summary>The judgements, sorted by item, repeat and order.</summary>
    public ImmutableArray<Judgement> Judgements { get; }

    // As files and tables mostly are; sorting a million judgements again compares their ids twenty times as often.
    private static bool IsSorted(Judgement[] judgements)
    {
        for (int i = 1; i < judgements.Length; i++)
        {
            if (Compare(judgements[i - 1], judgements[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The order of judgements in a set and in a file.</summary>
    /// <param name="left">One judgement.</param>
    /// <param name="right">Another.</param>
    public static int Compare(Judgement left, Judgement right) =>
        VerdictKey.Compare((left.Item, left.Repeat, left.Order), (right.Item, right.Repeat, right.Order));
}
