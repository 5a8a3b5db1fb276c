using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Cards;
using JudgeEval.Harness.Datasets.Writing;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>A part of a card that has no form yet; Markdown and HTML give it theirs, so that both show the same card.</summary>
/// <param name="Title">The heading.</param>
internal abstract record CardBlock(string Title);

/// <summary>Names with texts.</summary>
internal sealed record CardFacts(string Title, ImmutableArray<(string Name, string Text)> Facts) : CardBlock(Title);

/// <summary>A table.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Columns">The columns' names, and whether they hold numbers; the first names the row.</param>
/// <param name="Rows">The rows, each with a text for every column.</param>
/// <param name="Notes">Sentences below it.</param>
internal sealed record CardTable(string Title, ImmutableArray<(string Name, bool Number)> Columns, ImmutableArray<ImmutableArray<string>> Rows, ImmutableArray<string> Notes) : CardBlock(Title);

/// <summary>A list of findings, or a sentence that there is none.</summary>
internal sealed record CardFindings(string Title, string Lead, ImmutableArray<(string Rule, string Severity, string Text)> Findings) : CardBlock(Title);

/// <summary>A card as blocks.</summary>
internal static class CardBlocks
{
    private const int MostValues = 10;

    public static IEnumerable<CardBlock> Of(DataCard card) =>
    [
        About(card),
        Labelling(card),
        .. Labels(card),
        .. ByAnnotator(card),
        Agreement(card),
        .. card.Profile.Select(Profile),
        .. Parts(card),
        Lint(card),
    ];

    private static CardFacts About(DataCard card)
    {
        IEnumerable<(string, string?)> all =
        [
            ("description", card.Info.Description), ("version", card.Info.Version), ("licence", card.Info.Licence ?? "none stated"), ("source", card.Info.Source ?? "none stated"),
            ("task", card.Shape == TaskShape.Single ? "one response" : "a choice between two responses"), ("scale", card.Scale), ("subjectivity", HeadWriter.NameOf(card.Subjectivity)),
            .. card.Info.Card.Where(f => !Population.IsField(f.Key)).Select(f => (f.Key, (string?)f.Value)),
            ("content hash", card.Identity.Hash), ("items hash", card.Identity.ItemsHash), ("labels hash", card.Identity.LabelsHash),
        ];
        return new CardFacts("About", [.. all.Where(f => !string.IsNullOrEmpty(f.Item2)).Select(f => (f.Item1, f.Item2!))]);
    }

    private static CardFacts Labelling(DataCard card)
    {
        List<(string, string)> facts =
        [
            ("items", NumberText.Of(card.Items) + (card.Clusters is { } clusters ? $" in {NumberText.Count(clusters, "cluster")}" : "")),
            ("people", NumberText.Of(card.Annotators)),
            ("labels", NumberText.Of(card.Annotations)),
            ("labels per item", string.Join(", ", card.PerItem.Take(MostValues).Select(p => $"{NumberText.Of(p.Labels)} on {NumberText.Count(p.Items, "item")}"))
                + (card.PerItem.Length > MostValues ? $", up to {NumberText.Of(card.PerItem[^1].Labels)}" : "")),
            ("missing", $"{NumberText.Count(card.Missing, "row")} without a label; {Percent(card.Filled)} of all pairs of an item and a person have one"),
        ];
        if (card.PerAnnotator is [var low, var middle, var high])
        {
            facts.Add(("labels per person", $"from {NumberText.Of(low)} to {NumberText.Of(high)}, median {NumberText.Of(middle)}"));
        }

        if (card.Excluded is { } excluded)
        {
            facts.Add(("excluded", $"{NumberText.Count(excluded.Annotations, "label")} by an exclusion log"));
        }

        return new CardFacts("Labelling", [.. facts]);
    }

    private static IEnumerable<CardBlock> Labels(DataCard card)
    {
        if (!card.Quartiles.IsEmpty && card.Labels.IsEmpty)
        {
            yield return new CardFacts("Labels", [("smallest, quartiles, largest", string.Join(", ", card.Quartiles.Select(NumberText.Stated)))]);
        }

        if (!card.Labels.IsEmpty)
        {
            yield return new CardTable(
                "Labels",
                [("label", false), ("count", true), ("share", true), ("lowest share of a person", true), ("highest share of a person", true)],
                [.. card.Labels.Select(l => ImmutableArray.Create(l.Label, NumberText.Of(l.Count), Percent(l.Share), Percent(l.Lowest), Percent(l.Highest)))],
                ["The lowest and the highest share are among people with ten labels or more."]);
        }
    }

    private static IEnumerable<CardBlock> ByAnnotator(DataCard card)
    {
        if (card.ByAnnotator.IsEmpty)
        {
            yield break;
        }

        bool shares = card.Labels.Length is > 0 and <= 7;
        yield return new CardTable(
            "People",
            [("person", false), ("labels", true), ("missing", true), .. shares ? card.Labels.Select(l => (l.Label, true)) : []],
            [
                .. card.ByAnnotator.Select(a => ImmutableArray.CreateRange<string>(
                [
                    a.Annotator, NumberText.Of(a.Labels), NumberText.Of(a.Missing),
                    .. shares ? a.Shares.IsEmpty ? card.Labels.Select(_ => "–") : a.Shares.Select(s => Percent(s)) : [],
                ])),
            ],
            []);
    }

    private static CardTable Agreement(DataCard card)
    {
        ConfidenceInterval? interval = card.Agreement.Statistics.Select(s => s.Value.Interval).FirstOrDefault(i => i is not null);
        string[] notes =
        [
            .. card.Agreement.Statistics.Where(s => !s.Value.IsDefined).GroupBy(s => NumberText.ReasonOf(s.Value), StringComparer.Ordinal)
                .Select(g => $"Undefined: {string.Join(", ", g.Select(s => s.Key))}, because {g.Key}."),
            .. interval is null ? Array.Empty<string>() :
            [
                string.Create(CultureInfo.InvariantCulture, $"Intervals: {interval.Method}, {interval.Level * 100:0.##} %, {interval.Resamples} resamples of whole {interval.Cluster}s, seed {interval.Seed}."),
            ],
            .. card.Agreement.ItemsWithOneLabel + card.Agreement.ItemsWithoutLabel == 0 ? Array.Empty<string>() :
            [
                $"Left out: {NumberText.Count(card.Agreement.ItemsWithOneLabel, "item")} with one label, {NumberText.Of(card.Agreement.ItemsWithoutLabel)} without any.",
            ],
        ];
        return new CardTable(
            "Agreement among people",
            [("statistic", false), ("value", true), ("interval", true), ("items", true)],
            [.. card.Agreement.Statistics.Where(s => s.Value.IsDefined).Select(s => ImmutableArray.Create(s.Key, NumberText.ValueOf(s.Value), NumberText.IntervalOf(s.Value), NumberText.Of(s.Value.N)))],
            [.. notes]);
    }

    private static CardTable Profile(ProfileAttribute attribute)
    {
        bool declared = attribute.Groups.Any(g => g.Declared is not null);
        string[] under = [.. attribute.Groups.Where(g => g.Representation == Representation.Under).Select(g => g.Value)];
        string[] over = [.. attribute.Groups.Where(g => g.Representation == Representation.Over).Select(g => g.Value)];
        int stated = attribute.Groups.Sum(g => g.People);
        string[] notes =
        [
            .. stated == 0 ? ["Nobody states this attribute, so that nothing can be said of it."]
                : declared && under.Length + over.Length == 0 ? ["No group's share can be told apart from the declared one."] : Array.Empty<string>(),
            .. under.Length > 0 ? [$"Under-represented: {string.Join(", ", under)}."] : Array.Empty<string>(),
            .. over.Length > 0 ? [$"Over-represented: {string.Join(", ", over)}."] : Array.Empty<string>(),
            .. declared ? ["Exact binomial tests at 5 %, after Holm over all groups of all attributes and both directions; people are taken as drawn one by one."] : new[] { "No population is declared for this attribute." },
            .. attribute.NotStated > 0 ? [$"{NumberText.Count(attribute.NotStated, "person", "people")} without this attribute {(attribute.NotStated == 1 ? "is" : "are")} in no share."] : Array.Empty<string>(),
        ];
        return new CardTable(
            $"People by {attribute.Name}",
            [("group", false), ("people", true), ("share", true), ("interval", true), ("labels", true), .. declared ? new[] { ("population", true), ("p", true), ("represented", false) } : []],
            [
                .. attribute.Groups.Take(50).Select(g => ImmutableArray.CreateRange<string>(
                [
                    g.Value, NumberText.Of(g.People), g.Share.IsDefined ? Percent(g.Share.Value) : "–",
                    g.Share.Interval is { } i ? $"{Percent(i.Lower)} to {Percent(i.Upper)}" : "–", NumberText.Of(g.Annotations),
                    .. declared ? new[] { Percent(g.Declared), g.Adjusted is { } p ? LintText.Number(p) : "–", Word(g.Representation) } : [],
                ])),
            ],
            [.. notes, .. attribute.Groups.Length > 50 ? [$"{NumberText.Of(attribute.Groups.Length - 50)} further groups are not shown."] : Array.Empty<string>()]);
    }

    private static string Word(Representation representation) => representation switch
    {
        Representation.Under => "under",
        Representation.Over => "over",
        Representation.NotToldApart => "not told apart",
        _ => "not declared",
    };

    private static IEnumerable<CardBlock> Parts(DataCard card)
    {
        if (!card.Splits.IsEmpty)
        {
            yield return new CardFacts("Splits", [.. card.Splits.Select(s => (s.Name.Length == 0 ? "without a split" : s.Name, NumberText.Count(s.Items, "item")))]);
        }

        if (!card.Tags.IsEmpty)
        {
            yield return new CardFacts("Tags",
            [
                .. card.Tags.GroupBy(t => t.Name, StringComparer.Ordinal).Select(tag => (tag.Key, string.Join(", ", tag.Take(MostValues).Select(t => $"{t.Value} {NumberText.Of(t.Items)}"))
                    + (tag.Count() > MostValues ? $" and {NumberText.Of(tag.Count() - MostValues)} more values" : ""))),
            ]);
        }
    }

    private static CardFindings Lint(DataCard card) => new(
        "Lint",
        card.Lint.Findings.IsEmpty ? "Lint found nothing." : $"Lint found {LintText.Counts(card.Lint)}.",
        [
            .. card.Lint.Findings.GroupBy(f => (f.Rule, f.Severity, f.Consequence, f.Remedy)).Select(same =>
            {
                string whats = string.Join(" ", same.Take(MostValues).Select(f => Sentence(f.What)))
                    + (same.Count() > MostValues ? $" And {NumberText.Of(same.Count() - MostValues)} more." : "");
                return (same.Key.Rule, same.Key.Severity.ToString().ToLowerInvariant(), $"{whats} {Sentence(same.Key.Consequence)} Do: {same.Key.Remedy}.");
            }),
        ]);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Percent(double? share) => share is { } s ? (s * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";
}
