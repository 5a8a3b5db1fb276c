using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports;

/// <summary>A committee from within: a row for the committee and each member, and what they have in common.</summary>
internal static class CommitteeText
{
    private const int ListedPairs = 6;

    /// <summary>The lines; none where there is no committee.</summary>
    /// <param name="alignment">The committee's alignment.</param>
    /// <param name="width">The width of the terminal.</param>
    /// <param name="colour">Whether to colour cells.</param>
    public static IEnumerable<string> Render(AlignmentResult alignment, int width, bool colour)
    {
        if (alignment.Committee is not { } committee)
        {
            return [];
        }

        ImmutableArray<TextColumn> columns =
        [
            new("member") { MinimumWidth = 16 },
            new(alignment.Metric.Name()),
            new("n") { AlignRight = true },
            new("with committee") { AlignRight = true, DropOrder = 2 },
            new("with others") { AlignRight = true, DropOrder = 1 },
        ];
        ImmutableArray<ImmutableArray<TextCell>> rows =
        [
            [new("(committee)"), new(WithPeople(alignment), TextStyle.Good), new(NumberText.Of(Own(alignment).N)), new(""), new("")],
            .. committee.Members.Select(m => (ImmutableArray<TextCell>)
            [
                new(TextLayout.OneLine(m.Name)),
                new(NumberText.WithInterval(m.WithPeople)),
                new(NumberText.Of(m.WithPeople.N)),
                new(Share(m.WithCommittee)),
                new(Share(m.WithOthers)),
            ]),
        ];
        return ["", .. TextTable.Render(columns, rows, width, colour), .. TextLayout.Notes(Notes(alignment, committee), width)];
    }

    private static IEnumerable<(string Heading, string Text)> Notes(AlignmentResult alignment, CommitteeReport committee)
    {
        yield return ("Committee", $"{NumberText.Count(committee.Members.Length, "member")} on {NumberText.Count(committee.Items, "item")}; with the committee and with the others are shares of equal labels");
        foreach (IGrouping<string, CommitteeMember> members in committee.Members.Where(m => !m.WithPeople.IsDefined).GroupBy(m => NumberText.ReasonOf(m.WithPeople)!, StringComparer.Ordinal))
        {
            yield return ("Undefined", TextLayout.OneLine($"{alignment.Metric.Name()} of {string.Join(", ", members.Select(m => m.Name))}: {members.Key}"));
        }

        if (!committee.Pairs.IsEmpty)
        {
            yield return ("Pairs", "kappa of " + TextLayout.OneLine(Pairs(committee.Pairs)));
        }

        int grouped = committee.Groups.Values.Sum(g => g.Length);
        if (grouped > 0)
        {
            string counts = string.Join(", ", Enum.GetValues<AgreementGroup>().Select(g => $"{CamelCase.Of(g)} {NumberText.Of(committee.Groups.TryGetValue(g, out ImmutableArray<string> items) ? items.Length : 0)}"));
            yield return ("Votes", $"for people's label, of {NumberText.Count(grouped, "item")}: {counts} (high from a share of {NumberText.Stated(committee.Cut)} on)");
        }
    }

    // A few pairs are listed; of many the ends and the middle say more.
    private static string Pairs(ImmutableArray<CommitteePair> pairs)
    {
        CommitteePair[] defined = [.. pairs.Where(p => p.Kappa.IsDefined).OrderBy(p => p.Kappa.Value)];
        if (pairs.Length <= ListedPairs || defined.Length == 0)
        {
            return string.Join("; ", pairs.Take(ListedPairs).Select(Pair)) + (pairs.Length > ListedPairs ? $"; and {NumberText.Count(pairs.Length - ListedPairs, "pair")} more" : "");
        }

        return $"from {Pair(defined[0])} to {Pair(defined[^1])}, mean {NumberText.Of(defined.Average(p => p.Kappa.Value))} of {NumberText.Count(defined.Length, "pair")}"
            + (defined.Length < pairs.Length ? $", undefined for {NumberText.Of(pairs.Length - defined.Length)}" : "");
    }

    private static string Pair(CommitteePair pair) =>
        $"{pair.First} and {pair.Second} " + (NumberText.ReasonOf(pair.Kappa) is { } reason ? $"undefined ({reason})" : NumberText.Of(pair.Kappa.Value));

    private static string Share(AgreementCount count) => count.Share is { } share ? NumberText.Of(share) : "";

    private static Statistics.Estimate Own(AlignmentResult alignment) =>
        alignment.Statistics.TryGetValue(alignment.Metric, out Statistics.Estimate own) ? own : Statistics.Estimate.Undefined("not computed", 0);

    private static string WithPeople(AlignmentResult alignment) => NumberText.WithInterval(Own(alignment));
}
