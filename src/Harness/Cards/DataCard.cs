using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Cards;

/// <summary>How many items have so many labels.</summary>
/// <param name="Labels">How many labels.</param>
/// <param name="Items">How many items.</param>
public readonly record struct LabelsPerItem(int Labels, int Items);

/// <summary>How often a label was given.</summary>
/// <param name="Label">The label as the scale spells it.</param>
/// <param name="Count">How often.</param>
/// <param name="Share">Its share of all labels, 0..1.</param>
/// <param name="Lowest">Its smallest share among people with ten labels or more; <see langword="null"/> where nobody has so many.</param>
/// <param name="Highest">Its largest share among them.</param>
public sealed record LabelFrequency(string Label, int Count, double Share, double? Lowest, double? Highest);

/// <summary>A person's labels.</summary>
/// <param name="Annotator">The id.</param>
/// <param name="Labels">How many labels.</param>
/// <param name="Missing">How many rows without a label.</param>
/// <param name="Shares">The share of each label, in the order of <see cref="DataCard.Labels"/>; empty without labels.</param>
public sealed record AnnotatorLabels(string Annotator, int Labels, int Missing, ImmutableArray<double> Shares);

/// <summary>A split, or a value of a tag, with its number of items.</summary>
/// <param name="Name">The split's name, or the tag's.</param>
/// <param name="Value">The value; empty for a split.</param>
/// <param name="Items">How many items.</param>
public sealed record ItemPart(string Name, string Value, int Items);

/// <summary>
/// What a dataset is, in figures: the generated dataset card. A pure function of the dataset and the options, which every report writes in its own form.
/// </summary>
public sealed record DataCard
{
    /// <summary>What the dataset says of itself.</summary>
    public required DatasetInfo Info { get; init; }

    /// <summary>The shape of the task.</summary>
    public required TaskShape Shape { get; init; }

    /// <summary>The scale, in words.</summary>
    public required string Scale { get; init; }

    /// <summary>How disagreement is to be read.</summary>
    public required Subjectivity Subjectivity { get; init; }

    /// <summary>The content's hashes.</summary>
    public required DatasetIdentity Identity { get; init; }

    /// <summary>How many items there are.</summary>
    public required int Items { get; init; }

    /// <summary>How many clusters they make; <see langword="null"/> where none is declared.</summary>
    public int? Clusters { get; init; }

    /// <summary>How many people there are.</summary>
    public required int Annotators { get; init; }

    /// <summary>How many labels there are.</summary>
    public required int Annotations { get; init; }

    /// <summary>How many rows have no label.</summary>
    public required int Missing { get; init; }

    /// <summary>Which share of items × people has a label, 0..1.</summary>
    public required double Filled { get; init; }

    /// <summary>How many labels items have, by number.</summary>
    public required ImmutableArray<LabelsPerItem> PerItem { get; init; }

    /// <summary>How often each label was given; empty where labels are numbers of more than twenty kinds.</summary>
    public required ImmutableArray<LabelFrequency> Labels { get; init; }

    /// <summary>Smallest, quartiles and largest of the numbers given; empty on a scale with a list of labels.</summary>
    public ImmutableArray<double> Quartiles { get; init; } = [];

    /// <summary>What each person gave, sorted by id; empty where there are more than thirty people.</summary>
    public required ImmutableArray<AnnotatorLabels> ByAnnotator { get; init; }

    /// <summary>Smallest, median and largest number of labels of a person.</summary>
    public required ImmutableArray<int> PerAnnotator { get; init; }

    /// <summary>Agreement of people among themselves by statistic.</summary>
    public required HumanAgreementResult Agreement { get; init; }

    /// <summary>The people's attributes against the population.</summary>
    public required ImmutableArray<ProfileAttribute> Profile { get; init; }

    /// <summary>The splits with their items.</summary>
    public required ImmutableArray<ItemPart> Splits { get; init; }

    /// <summary>The tags' values with their items, sorted by tag, then by items.</summary>
    public required ImmutableArray<ItemPart> Tags { get; init; }

    /// <summary>What an exclusion log left out; <see langword="null"/> where none was applied.</summary>
    public ExcludedAnnotations? Excluded { get; init; }

    /// <summary>What lint found.</summary>
    public required LintReport Lint { get; init; }

    /// <summary>Makes the card of a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="options">What to compute; <see langword="null"/> for the defaults.</param>
    /// <exception cref="JudgeEvalException">The population that the dataset declares is wrong.</exception>
    public static DataCard Of(AnnotatedDataset dataset, CardOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return CardCounts.Card(dataset, options ?? new CardOptions());
    }
}
