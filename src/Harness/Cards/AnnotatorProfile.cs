using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Lint.Rules;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Cards;

/// <summary>How a group's share of people compares with its share of the population.</summary>
public enum Representation
{
    /// <summary>No share is declared for it.</summary>
    NotDeclared,

    /// <summary>The people are too few, or too near, to tell their share from the declared one.</summary>
    NotToldApart,

    /// <summary>Fewer than a random draw from the population gives.</summary>
    Under,

    /// <summary>More than a random draw from the population gives.</summary>
    Over,
}

/// <summary>A group of people against the population.</summary>
/// <param name="Value">The value that makes the group.</param>
/// <param name="People">How many people.</param>
/// <param name="Share">Their share of the people who state the attribute, with the exact interval of Clopper and Pearson.</param>
/// <param name="Annotations">How many labels they gave.</param>
/// <param name="Declared">The declared share; <see langword="null"/> where none is.</param>
/// <param name="Adjusted">The p-value of the exact binomial test in the direction of the difference, after Holm over all groups and both directions.</param>
/// <param name="Representation">What the test says.</param>
public sealed record ProfileGroup(string Value, int People, Estimate Share, int Annotations, double? Declared, double? Adjusted, Representation Representation);

/// <summary>An attribute of people with its groups.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="NotStated">How many people do not state it; they are in no share.</param>
/// <param name="Groups">The groups, those with a declared share among them even when nobody is in them.</param>
public sealed record ProfileAttribute(string Name, int NotStated, ImmutableArray<ProfileGroup> Groups);

/// <summary>Compares people's attributes with a declared population.</summary>
internal static class AnnotatorProfile
{
    private const double Level = 0.05;

    public static ImmutableArray<ProfileAttribute> Of(AnnotatedDataset dataset, CardOptions options)
    {
        ImmutableArray<PopulationShare> declared = (options.Population ?? Population.Of(dataset)).Shares;
        int[] labels = new int[dataset.Annotators.Length];
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            foreach (Annotation annotation in dataset.AnnotationsOf(item))
            {
                labels[annotation.Annotator]++;
            }
        }

        string[] names = [.. GroupAttributes.Of(dataset).Union(declared.Select(d => d.Attribute), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        ProfileAttribute[] counted = [.. names.Select(name => Counted(dataset, labels, name, [.. declared.Where(d => d.Attribute == name)], options.Confidence))];
        (int Attribute, int Group, double Under, double Over)[] tests =
        [
            .. counted.SelectMany((a, i) => a.Groups.Select((g, j) => (a, g, i, j))).Where(t => t.g.Declared is not null && t.g.Share.N > 0)
                .Select(t => (t.i, t.j, AtMost(t.g.People, t.g.Share.N, t.g.Declared!.Value), LintTests.BinomialAtLeast(t.g.People, t.g.Share.N, t.g.Declared!.Value))),
        ];
        if (tests.Length == 0)
        {
            return [.. counted];
        }

        ImmutableArray<double> adjusted = MultipleTesting.Adjust([.. tests.SelectMany(t => new[] { t.Under, t.Over })], MultipleTestingMethod.Holm, Level).AdjustedPValues;
        ProfileGroup[][] groups = [.. counted.Select(a => a.Groups.ToArray())];
        for (int t = 0; t < tests.Length; t++)
        {
            double under = adjusted[2 * t], over = adjusted[(2 * t) + 1];
            ref ProfileGroup group = ref groups[tests[t].Attribute][tests[t].Group];
            group = group with
            {
                Adjusted = Math.Min(under, over),
                Representation = under <= Level ? Representation.Under : over <= Level ? Representation.Over : Representation.NotToldApart,
            };
        }

        return [.. counted.Select((a, i) => a with { Groups = [.. groups[i]] })];
    }

    private static ProfileAttribute Counted(AnnotatedDataset dataset, int[] labels, string name, PopulationShare[] declared, double confidence)
    {
        string?[] values = [.. dataset.Annotators.Select(a => a.Attributes.GetValueOrDefault(name))];
        int stated = 0;
        Dictionary<string, (int People, int Labels)> counts = new(StringComparer.Ordinal);
        for (int p = 0; p < values.Length; p++)
        {
            if (values[p] is { } value)
            {
                (int people, int given) = counts.GetValueOrDefault(value);
                counts[value] = (people + 1, given + labels[p]);
                stated++;
            }
        }

        Dictionary<string, double> shares = new(StringComparer.Ordinal);
        foreach (PopulationShare share in declared)
        {
            shares.TryAdd(share.Value, share.Share);
        }

        IEnumerable<string> groups = declared.Select(d => d.Value).Concat(counts.Keys.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal);
        return new ProfileAttribute(name, values.Length - stated, [.. groups.Select(Group)]);

        ProfileGroup Group(string value)
        {
            (int people, int given) = counts.GetValueOrDefault(value);
            double? share = shares.TryGetValue(value, out double known) ? known : null;
            return new ProfileGroup(
                value, people, Proportion.Estimate(people, stated, confidence, ProportionInterval.ClopperPearson), given, share, null,
                share is null ? Representation.NotDeclared : Representation.NotToldApart);
        }
    }

    // As many failures or more are as few successes or fewer.
    private static double AtMost(int successes, int n, double probability) => LintTests.BinomialAtLeast(n - successes, n, 1 - probability);
}
