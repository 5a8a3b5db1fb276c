using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Committees from within: members beside the committee, the others and people. The votes on an item stand with the item.</summary>
internal static class CommitteeSection
{
    /// <summary>Whether a judge is a committee.</summary>
    /// <param name="cases">The cases.</param>
    public static bool Has(IEnumerable<ReportCase> cases) => cases.Any(c => c.Record.Alignment.Committee is not null);

    /// <summary>Writes the section; nothing where no judge is a committee.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        AlignmentRecord[] records = [.. cases.Select(c => c.Record).Where(r => r.Alignment.Committee is not null)];
        if (records.Length == 0)
        {
            return;
        }

        html.Raw("<section aria-labelledby=\"committees\">\n<h2 id=\"committees\">Committees</h2>\n");
        foreach (AlignmentRecord record in records)
        {
            CommitteeReport committee = record.Alignment.Committee!;
            html.Add($"<h3>{record.Suite} ({record.Case})</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Members of {record.Suite} ({record.Case})\"><table><caption>{NumberText.Count(committee.Members.Length, "member")}, votes on {NumberText.Count(committee.Items, "item")}</caption><thead><tr><th scope=\"col\">Member</th><th scope=\"col\" class=\"number\">With the committee</th><th scope=\"col\" class=\"number\">With the others</th><th scope=\"col\" class=\"number\">With people, {record.Alignment.Metric.Name()}</th></tr></thead><tbody>\n");
            foreach (CommitteeMember member in committee.Members)
            {
                html.Add($"<tr><th scope=\"row\">{member.Name}</th><td class=\"number\">{Share(member.WithCommittee)}</td><td class=\"number\">{Share(member.WithOthers)}</td><td class=\"number\">{NumberText.ReasonOf(member.WithPeople) ?? NumberText.WithInterval(member.WithPeople)}</td></tr>\n");
            }

            html.Raw("</tbody></table></div>\n");
            Groups(html, committee);
        }

        html.Raw("</section>\n");
    }

    private static void Groups(HtmlText html, CommitteeReport committee)
    {
        html.Raw("<p>Items by how many members vote for people's label: ");
        html.Add($"{string.Join(", ", committee.Groups.Select(g => $"{Word(g.Key)} {NumberText.Of(g.Value.Length)}"))}.</p>\n");
    }

    private static string Word(AgreementGroup group) => group.ToString().ToLowerInvariant();

    private static string Share(AgreementCount count) => count.Compared == 0 ? "no items in common" : $"{NumberText.Of(count.Agreeing)} of {NumberText.Of(count.Compared)}";
}
