using System.Globalization;
using System.Text;

namespace JudgeEval.Evals.Published;

/// <summary>Writes <c>docs/reproduction.md</c>: every published figure beside ours.</summary>
internal static class ReproductionTable
{
    /// <summary>From this many figures of one measure on, the table shows the largest difference and the examples instead of all.</summary>
    private const int Large = 13;

    private const string Introduction = """
        # Published figures, reproduced

        Figures that others published, computed with this library from the same public data. The data are not part of the repository: where
        they are absent, the tests are skipped with the reason. They are looked for in the folder that the environment variable `JUDGEEVAL_DATA`
        names, and in `shared/data` beside the repository.

        This page is written by `dotnet test evals`, which fails when the page and the figures differ. Every figure is a test of its own, too;
        where many judges have the same figure, the page shows how many there are, the largest difference among them, and some examples.

        Some figures are published by nobody. Their source is "computed outside this code": another program computed them from the same files, and its value stands
        in the column of the published ones.


        """;

    /// <summary>The whole page.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (PublishedSet set in PublishedSet.All)
        {
            WriteFigures(set, page);
        }

        WriteMistakes(page);
        page.Append(WriteNotReproduced());
        return page.ToString();
    }

    /// <summary>The last section, which rests on no data.</summary>
    public static string WriteNotReproduced()
    {
        var page = new StringBuilder("## What cannot be reproduced\n\n");
        page.Append("| dataset | figure | source | why not |\n|---|---|---|---|\n");
        foreach (PublishedSet set in PublishedSet.All)
        {
            foreach (NotReproduced figure in set.NotReproduced)
            {
                Row(page, set.Dataset, figure.Figure, figure.Source, figure.Why);
            }
        }

        return page.ToString();
    }

    /// <summary>What is accepted of a figure.</summary>
    /// <param name="figure">The figure.</param>
    public static string Tolerance(PublishedFigure figure) => figure.Accepted is var (lowest, highest)
        ? $"{Exact(lowest)} to {Exact(highest)}"
        : figure.Tolerance == 0 ? "exact" : Exact(figure.Tolerance);

    private static void WriteFigures(PublishedSet set, StringBuilder page)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {set.Dataset}\n\n{set.Title}\n\n");
        page.Append("| figure | of | source | published | ours | difference | tolerance |\n|---|---|---|---:|---:|---:|---:|\n");
        foreach (IGrouping<(string, string), PublishedFigure> group in set.Figures.GroupBy(f => f.Measure)
            .SelectMany(m => m.GroupBy(f => (f.Source, Tolerance(f))).OrderByDescending(g => g.Count() >= Large)))
        {
            PublishedFigure[] figures = [.. group];
            if (figures.Length >= Large)
            {
                PublishedFigure worst = figures.MaxBy(f => f.Difference)!;
                Row(page, worst.Measure, FormattableString.Invariant($"all {figures.Length}"), worst.Source, "", "", $"at most {Number(worst.Difference, worst)}", Tolerance(worst));
                figures = [.. figures.Where(f => f.Example)];
            }

            foreach (PublishedFigure f in figures)
            {
                Row(page, f.Measure, f.Of, f.Source, Exact(f.Published), Number(f.Ours, f), Number(f.Difference, f), Tolerance(f));
            }
        }

        page.Append('\n');
    }

    private static void WriteMistakes(StringBuilder page)
    {
        if (PublishedSet.All.All(s => s.Mistakes.IsEmpty))
        {
            return;
        }

        page.Append("## Published, but wrong\n\nThese are not matched; the right value stands beside them.\n\n");
        page.Append("| dataset | figure | of | source | published | right | what is wrong |\n|---|---|---|---|---:|---:|---|\n");
        foreach (PublishedSet set in PublishedSet.All)
        {
            foreach (PublishedMistake m in set.Mistakes)
            {
                Row(page, set.Dataset, m.Measure, m.Of, m.Source, m.Published.ToString("0.######", CultureInfo.InvariantCulture), m.Right.ToString("0.000000", CultureInfo.InvariantCulture), m.Why);
            }
        }

        page.Append('\n');
    }

    // A bar in a name would end the cell.
    private static void Row(StringBuilder page, params ReadOnlySpan<string> cells)
    {
        foreach (string cell in cells)
        {
            page.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(cell.Length > 0 ? " " : "");
        }

        page.Append("|\n");
    }

    // Two digits beyond the tolerance tell how well it is kept, and are the same on every processor.
    private static string Number(double value, PublishedFigure figure)
    {
        int decimals = figure.Tolerance > 0 ? Math.Clamp((int)Math.Ceiling(-Math.Log10(figure.Tolerance)) + 2, 0, 12) : 12;
        string text = value.ToString(figure.Tolerance > 0 ? "0." + new string('0', decimals) : "0.############", CultureInfo.InvariantCulture);
        return text.TrimStart('-').Trim('0', '.').Length == 0 ? text.TrimStart('-') : text;
    }

    private static string Exact(double value) => value.ToString(value is 0 or >= 1e-4 or <= -1e-4 ? "R" : "0e-0", CultureInfo.InvariantCulture);
}
