namespace JudgeEval.Harness.Reports.Html;

/// <summary>The numbers behind a plot.</summary>
internal static class PlotTable
{
    /// <summary>Writes the table, folded.</summary>
    /// <param name="html">The page.</param>
    /// <param name="name">What the numbers are of.</param>
    /// <param name="heads">The names of the columns.</param>
    /// <param name="rows">The cells; the first of a row names it.</param>
    /// <param name="texts">How many columns from the left are text; the others are numbers.</param>
    public static void Write(HtmlText html, string name, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, int texts)
    {
        html.Add($"<details><summary>Numbers: {name}</summary><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Numbers: {name}\"><table><thead><tr>");
        for (int i = 0; i < heads.Count; i++)
        {
            html.Raw(i < texts ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">").Add($"{heads[i]}</th>");
        }

        html.Raw("</tr></thead><tbody>\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            html.Add($"<tr><th scope=\"row\">{row[0]}</th>");
            for (int i = 1; i < row.Count; i++)
            {
                html.Raw(i < texts ? "<td>" : "<td class=\"number\">").Add($"{row[i]}</td>");
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div></details>\n");
    }
}
