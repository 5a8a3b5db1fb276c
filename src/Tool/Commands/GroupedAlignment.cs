using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>The alignment of every judge within one group.</summary>
/// <param name="Value">The group: a value of the tag or attribute.</param>
/// <param name="Results">The alignment of each judge.</param>
internal sealed record AlignmentGroup(string Value, ImmutableArray<AlignmentResult> Results);

/// <summary>Alignments by a tag of the items or by an attribute of the annotators.</summary>
/// <param name="Attribute">The tag's or attribute's name.</param>
/// <param name="OfItems">Whether it is a tag of the items.</param>
/// <param name="Groups">The groups, sorted by value; items or annotators without a value are in none.</param>
internal sealed record GroupedAlignment(string Attribute, bool OfItems, ImmutableArray<AlignmentGroup> Groups)
{
    /// <summary>Computes the alignment within each group.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="judges">The judges.</param>
    /// <param name="attribute">A tag of the items, or else an attribute of the annotators.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="UsageException">Neither items nor annotators have it.</exception>
    public static GroupedAlignment Compute(
        AnnotatedDataset dataset, ImmutableArray<JudgeFile> judges, string attribute, AlignmentOptions options)
    {
        string[] tags = [.. dataset.Items.SelectMany(i => i.Tags.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] attributes =
            [.. dataset.Annotators.SelectMany(a => a.Attributes.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        bool ofItems = tags.Contains(attribute, StringComparer.Ordinal);
        if (!ofItems && !attributes.Contains(attribute, StringComparer.Ordinal))
        {
            string[] known = [.. tags, .. attributes];
            string hint = known.Length == 0 ? "; this dataset has no tags and no attributes" : UsageHint.For(attribute, known);
            throw new UsageException($"--by: neither items nor annotators have '{attribute}'{hint}");
        }

        IEnumerable<string> values = ofItems
            ? dataset.Items.Select(i => i.Tags.GetValueOrDefault(attribute)).OfType<string>()
            : dataset.Annotators.Select(a => a.Attributes.GetValueOrDefault(attribute)).OfType<string>();
        IEnumerable<string> groups = values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new GroupedAlignment(attribute, ofItems, [.. groups.Select(v => Group(dataset, judges, attribute, ofItems, v, options))]);
    }

    private static AlignmentGroup Group(
        AnnotatedDataset dataset, ImmutableArray<JudgeFile> judges, string attribute, bool ofItems, string value, AlignmentOptions options)
    {
        AnnotatedDataset? part = ofItems
            ? DatasetPart.Of(dataset, item => item.Tags.GetValueOrDefault(attribute) == value, _ => true)
            : DatasetPart.Of(dataset, _ => true, annotator => annotator.Attributes.GetValueOrDefault(attribute) == value);
        if (part is null)
        {
            return new AlignmentGroup(value, []);
        }

        // The part has another content hash than the whole, so the verdicts are held against it without one.
        VerdictSet[] verdicts =
            [.. judges.Select(j => new VerdictSet(j.Verdicts.Judge, null, null, j.Verdicts.Judgements.Where(v => part.TryFindItem(v.Item, out _))) { Partial = j.Verdicts.Partial })];
        return new AlignmentGroup(value, JudgeAlignment.Compute(part, verdicts, options));
    }
}
