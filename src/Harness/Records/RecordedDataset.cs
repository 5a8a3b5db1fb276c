using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>What a dataset is, beside its items and labels: what its card says, how it is labelled, and by whom.</summary>
/// <param name="Info">Name, version, description, licence, source and further fields.</param>
/// <param name="Shape">The shape of the task.</param>
/// <param name="Scale">The scale of people's labels.</param>
/// <param name="Subjectivity">How disagreement among people is to be read.</param>
/// <param name="Annotators">The people with their attributes, sorted by id.</param>
public sealed record DatasetCard(DatasetInfo Info, TaskShape Shape, RecordedScale Scale, Subjectivity Subjectivity, ImmutableArray<Annotator> Annotators)
{
    /// <summary>The card of a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    public static DatasetCard Of(AnnotatedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new DatasetCard(dataset.Info, dataset.Shape, RecordedScale.Of(dataset.Scale), dataset.Subjectivity, dataset.Annotators);
    }
}

/// <summary>A scale as a record keeps it.</summary>
/// <param name="Level">The level.</param>
/// <param name="Labels">The labels from low to high; empty on a numeric scale.</param>
/// <param name="Minimum">The smallest lawful number of a numeric scale; <see langword="null"/> where it is open.</param>
/// <param name="Maximum">The largest lawful number of a numeric scale; <see langword="null"/> where it is open.</param>
/// <param name="Positive">The positive label of a binary scale, where it is declared.</param>
/// <param name="Missing">Texts that stand for no label.</param>
/// <param name="OutOfScale">What is done with a judge's label off the scale.</param>
public sealed record RecordedScale(
    ScaleLevel Level, ImmutableArray<string> Labels, double? Minimum, double? Maximum, string? Positive, ImmutableArray<string> Missing, OutOfScalePolicy OutOfScale)
{
    /// <summary>A scale as a record keeps it.</summary>
    /// <param name="scale">The scale.</param>
    public static RecordedScale Of(LabelScale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        return new RecordedScale(
            scale.Level, scale.Labels, scale.IsNumeric ? Finite(scale.Minimum) : null, scale.IsNumeric ? Finite(scale.Maximum) : null, scale.Positive, scale.Missing, scale.OutOfScale);
    }

    /// <summary>The scale.</summary>
    /// <exception cref="ArgumentException">The fields do not make a scale, as in a record that was edited by hand.</exception>
    public LabelScale ToScale() => Level switch
    {
        ScaleLevel.Nominal => LabelScale.Nominal(Labels, Positive, Missing, OutOfScale),
        ScaleLevel.Ordinal => LabelScale.Ordinal(Labels, Positive, Missing, OutOfScale),
        ScaleLevel.Preference => LabelScale.Preference(Labels.Length > 3, Missing),
        ScaleLevel.Interval => LabelScale.Interval(Minimum ?? double.NegativeInfinity, Maximum ?? double.PositiveInfinity, Missing, OutOfScale),
        _ => LabelScale.Ratio(Minimum ?? 0, Maximum ?? double.PositiveInfinity, Missing, OutOfScale),
    };

    private static double? Finite(double bound) => double.IsFinite(bound) ? bound : null;
}

/// <summary>The dataset of a record, so that whatever can be computed of a dataset can be computed of a record.</summary>
public static class RecordedDataset
{
    /// <summary>
    /// Makes the dataset again: the same items, labels and people, and so the same identity. Where an exclusion log left annotations out it is the rest, which keeps the
    /// identity of the whole. When an annotation was made is not kept.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <returns>The dataset, without a folder; <see langword="null"/> for a record of a time before cards were kept.</returns>
    /// <exception cref="JudgeEvalException">The record's items and labels do not fit each other, as after an edit by hand.</exception>
    public static AnnotatedDataset? Of(AlignmentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Card is not { } card)
        {
            return null;
        }

        var builder = new DatasetBuilder(card.Info, card.Shape, card.Scale.ToScale(), card.Subjectivity);
        foreach (Annotator annotator in card.Annotators.Where(a => !a.Attributes.IsEmpty))
        {
            builder.AddAnnotator(annotator.Id, annotator.Attributes);
        }

        foreach (RecordedItem item in record.Items)
        {
            SourceLocation location = record.DatasetPath is null || item.Line < 1 ? default : new SourceLocation($"{record.DatasetPath}/{DatasetFiles.Items}", item.Line, 1);
            builder.AddItem(item.Item, location);
            foreach ((string annotator, string label) in item.Labels)
            {
                builder.AddAnnotation(item.Item.Id, annotator, label, item.Explanations.GetValueOrDefault(annotator), mark: item.Marks?.GetValueOrDefault(annotator) ?? default);
            }

            foreach (string annotator in item.Missing)
            {
                builder.AddAnnotation(item.Item.Id, annotator, "", item.Explanations.GetValueOrDefault(annotator), mark: item.Marks?.GetValueOrDefault(annotator) ?? default);
            }
        }

        AnnotatedDataset dataset = builder.Build();
        return record.Alignment.ExcludedByLog is { } excluded ? dataset.AsRestOf(record.DatasetIdentity, excluded) : dataset;
    }
}
