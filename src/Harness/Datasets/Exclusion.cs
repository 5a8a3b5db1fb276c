using System.Collections.Immutable;

namespace JudgeEval.Harness.Datasets;

/// <summary>A row of an exclusion log: which annotations are left out, and why.</summary>
/// <param name="Annotator">The annotator's id.</param>
/// <param name="Item">The item's id; <see langword="null"/> for everything that the annotator labelled.</param>
/// <param name="Rule">The rule that excludes, for example <c>practice-round</c>.</param>
/// <param name="Evidence">What was found, in words.</param>
public sealed record Exclusion(string Annotator, string? Item, string Rule, string Evidence);

/// <summary>What was left out of a dataset by an exclusion log. Every statistic of the dataset names it.</summary>
/// <param name="Annotations">How many labels were left out.</param>
/// <param name="ByRule">How many of them by each rule; an annotation that several rules exclude counts for the first of the log.</param>
public sealed record ExcludedAnnotations(int Annotations, ImmutableSortedDictionary<string, int> ByRule);
