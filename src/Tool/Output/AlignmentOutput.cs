using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>align</c>, as JSON and as text.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="lint">What makes the figures misleading; it stands at the head.</param>
/// <param name="lintCommand">The command that says more of it.</param>
/// <param name="names">The name of each judge among the others.</param>
/// <param name="results">The alignment of each judge.</param>
/// <param name="groups">The same by group, where it was asked for.</param>
/// <param name="gates">What the gates of each judge decided; empty where none were stated.</param>
/// <param name="level">The one-sided level of the gates.</param>
internal sealed class AlignmentOutput(
    AnnotatedDataset dataset,
    LintReport lint,
    string lintCommand,
    ImmutableArray<string> names,
    ImmutableArray<AlignmentResult> results,
    GroupedAlignment? groups,
    ImmutableArray<GateReport> gates,
    double level)
{
    /// <summary>Writes the JSON.</summary>
    /// <param name="console">Where to.</param>
    public void WriteJson(ToolConsole console) => JsonOutput.Write(console, json =>
    {
        AlignmentJson.WriteDataset(json, dataset);
        if (dataset.Excluded is { } excluded)
        {
            json.WriteStartObject("excluded");
            LintJson.WriteExcluded(json, excluded);
            json.WriteEndObject();
        }

        LintJson.WriteFindings(json, "lint", lint);
        WriteJudges(json, results, gates);
        if (groups is not null)
        {
            json.WriteStartObject("by");
            json.WriteString("attribute", groups.Attribute);
            json.WriteString("of", groups.OfItems ? "items" : "annotators");
            json.WriteStartArray("groups");
            foreach (AlignmentGroup group in groups.Groups)
            {
                json.WriteStartObject();
                json.WriteString("value", group.Value);
                WriteJudges(json, group.Results, []);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    });

    /// <summary>Writes the text: all statistics of one judge, or the leaderboard of several, and below it what gates decided.</summary>
    /// <param name="console">Where to.</param>
    public void WriteText(ToolConsole console)
    {
        WriteHead(console);
        WriteText(console, dataset.Info.Name, results);
        foreach (AlignmentGroup group in groups?.Groups ?? [])
        {
            console.Line();
            WriteText(console, $"{dataset.Info.Name}, {groups!.Attribute} = {group.Value}", group.Results);
        }

        for (int j = 0; j < gates.Length; j++)
        {
            GateOutput.Write(console, gates.Length == 1 ? null : names[j], gates[j]);
        }
    }

    private void WriteHead(ToolConsole console)
    {
        string[] lines =
        [
            .. TextLayout.Notes(
                (results.Length != 1 && ExcludedText.Of(dataset) is { } excluded ? [("Excluded", excluded)] : Array.Empty<(string, string)>())
                    .Concat(LintText.Notes(lint, $"'{TextLayout.OneLine(lintCommand)}'")), console.Width),
        ];

        // Notes begin with an empty line, which here belongs behind them.
        foreach (string line in lines.Skip(1).Concat(lines.Take(1)))
        {
            console.Line(line);
        }
    }

    private void WriteText(ToolConsole console, string title, ImmutableArray<AlignmentResult> judges)
    {
        if (judges.IsEmpty)
        {
            console.Line($"{title}: no labels");
            return;
        }

        if (judges.Length == 1)
        {
            console.Out.Write(AlignmentText.Render(judges[0], title, console.Width, console.Colour));
            return;
        }

        AlignmentResult[] named = [.. judges.Select((r, j) => r with { Judge = r.Judge with { Name = names[j] } })];
        console.Line(
            $"{NumberText.Count(judges.Length, "judge")} on {title}, {NumberText.Count(judges[0].ItemCount, "item")}, "
            + $"{CamelCase.Of(judges[0].Level)} level");
        console.Line();
        console.Out.Write(AlignmentText.Leaderboard(named, judges[0].Metric, console.Width, console.Colour));
    }

    private void WriteJudges(Utf8JsonWriter json, ImmutableArray<AlignmentResult> judges, ImmutableArray<GateReport> reports)
    {
        json.WriteStartArray("judges");
        for (int j = 0; j < judges.Length; j++)
        {
            AlignmentJson.WriteJudge(json, names[j], judges[j], gates: reports.IsEmpty ? null : (reports[j], level));
        }

        json.WriteEndArray();
    }
}
