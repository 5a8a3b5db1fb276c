using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// What a candidate is compared with: an earlier judge's verdicts, and what is known of the items and labels it was held against then. A verdict
/// file knows its judge and its verdicts alone; a committed baseline knows all. Immutable.
/// </summary>
public sealed record JudgeBaseline
{
    /// <summary>The verdicts, and which judge it was.</summary>
    public required VerdictSet Verdicts { get; init; }

    /// <summary>The dataset's content then; <see langword="null"/> where it is not known.</summary>
    public DatasetIdentity? DatasetIdentity { get; init; }

    /// <summary>The scale then, in words as <see cref="LabelScale.ToString"/> has it; <see langword="null"/> where it is not known.</summary>
    public string? Scale { get; init; }

    /// <summary>Every item then, by id; <see langword="null"/> where they are not known.</summary>
    public ImmutableSortedDictionary<string, BaselineItem>? Items { get; init; }

    /// <summary>The file it was read from, for messages; <see langword="null"/> where it is of no file.</summary>
    public string? Path { get; init; }

    /// <summary>A judge's verdicts with all that is known of the dataset they are held against. What no comparison rests on, such as rationales and usage, is left out.</summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="dataset">The dataset.</param>
    /// <exception cref="JudgeEvalException">The verdicts name another content of the dataset (<c>JE1703</c>).</exception>
    public static JudgeBaseline Of(VerdictSet verdicts, AnnotatedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(dataset);
        if (verdicts.DatasetHash is { } hash && hash != dataset.Identity.Hash)
        {
            throw AlignmentErrors.OtherDataset(dataset, verdicts);
        }

        string[] fingerprints = ItemFingerprint.All(dataset);
        return new JudgeBaseline
        {
            Verdicts = new VerdictSet(verdicts.Judge, dataset.Info.Name, null, verdicts.Judgements.Select(j => j with { Verdict = Kept(j.Verdict) })) { Path = verdicts.Path },
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Items = dataset.Items.Select((item, i) => KeyValuePair.Create(item.Id, new BaselineItem(fingerprints[i], dataset.LabelsOf(i))))
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            Path = verdicts.Path,
        };
    }

    /// <summary>
    /// The verdicts of a file. Where its header names the very content of the dataset, they are of it; else what is known of the items then stays open.
    /// </summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="dataset">The dataset of today.</param>
    public static JudgeBaseline OfFile(VerdictSet verdicts, AnnotatedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(dataset);
        return verdicts.DatasetHash == dataset.Identity.Hash ? Of(verdicts, dataset) : new JudgeBaseline { Verdicts = verdicts, Path = verdicts.Path };
    }

    private static RecordedVerdict Kept(RecordedVerdict verdict) => new()
    {
        Label = verdict.Label,
        Failure = verdict.Failure is { } failure ? new JudgeFailure(failure.Kind, "") { Value = failure.Value } : null,
        Probabilities = verdict.Probabilities,
        Candidates = verdict.Candidates,
        Votes = verdict.Votes,
    };
}

/// <summary>An item as it was when the baseline was accepted.</summary>
/// <param name="Fingerprint">A hash of the item's content (texts, cluster, split, tags), as <see cref="ItemFingerprint"/> makes it.</param>
/// <param name="Labels">Every person's label then, by annotator, sorted.</param>
public sealed record BaselineItem(string Fingerprint, ImmutableSortedDictionary<string, string> Labels);
