using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>The attributes of people that make groups, without those that keep the record of attention checks.</summary>
internal static class GroupAttributes
{
    /// <summary>The names of the columns of <c>annotators.csv</c> with the outcome of attention checks.</summary>
    public static ImmutableArray<string> Quality { get; } = ["attention", "attentionPassed", "attentionTotal"];

    /// <summary>The names, sorted.</summary>
    public static IEnumerable<string> Of(AnnotatedDataset dataset) => dataset.Annotators
        .SelectMany(a => a.Attributes.Keys).Distinct(StringComparer.Ordinal).Where(name => !Quality.Contains(name, StringComparer.Ordinal)).Order(StringComparer.Ordinal);
}
