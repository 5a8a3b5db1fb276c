using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The decisions of gates as text: one line a gate, and below it why, with the arithmetic and the slices.</summary>
internal static class GateOutput
{
    private const string Indent = "  ";
    private const int DecisionWidth = 14;

    /// <summary>Writes the gates of one judge.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="judge">The judge's name, where there are several; else <see langword="null"/>.</param>
    /// <param name="report">The decisions.</param>
    public static void Write(ToolConsole console, string? judge, GateReport report)
    {
        console.Line();
        console.Line($"Gates{(judge is null ? "" : $" of {TextLayout.OneLine(judge)}")}: {Word(report.Decision)}");
        foreach (GateResult gate in report.Results)
        {
            Write(console, gate);
        }

        if (report.Correction is { } correction)
        {
            Lines(console, Indent, string.Create(
                CultureInfo.InvariantCulture,
                $"Failures are corrected for {NumberText.Count(correction.Gates, "tested gate")} of {NumberText.Count(correction.Cases, "judge")} (Holm) at a one-sided level of {correction.Level:0.####}; passes need none, because all gates must pass."));
        }
    }

    private static void Write(ToolConsole console, GateResult gate)
    {
        string title = $"{gate.Gate}{(gate.Code is null ? "" : $" ({gate.Code})")}";
        ImmutableArray<string> lines = TextLayout.Hang(Indent + Word(gate.Decision).PadRight(DecisionWidth), title, console.Width);
        console.Line(Indent + TextTable.Styled(Word(gate.Decision), Style(gate.Decision), console.Colour) + lines[0][(Indent.Length + Word(gate.Decision).Length)..]);
        foreach (string line in lines.Skip(1))
        {
            console.Line(line);
        }

        Lines(console, Heading("why"), gate.Reason);
        if (gate.FailureP is { } p)
        {
            string corrected = gate.AdjustedFailureP is { } adjusted ? $", corrected {P(adjusted)}" : "";
            Lines(console, Heading("p"), $"that it fails: alone {P(p)}{corrected}");
        }

        foreach (GateFact fact in gate.Facts)
        {
            Lines(console, Heading(fact.Name), fact.Text);
        }

        if (gate.ItemsNeeded is { } items)
        {
            Lines(console, Heading("to decide"), $"about {NumberText.Count(items, "further item")} at the variance seen");
        }

        if (!gate.Slices.IsEmpty)
        {
            Slices(console, gate.Slices);
        }
    }

    private static void Slices(ToolConsole console, ImmutableArray<SliceResult> slices)
    {
        TextColumn[] columns = [new("  slice"), new("items") { AlignRight = true }, new("decision"), new("value"), new("p alone") { AlignRight = true }, new("corrected") { AlignRight = true }, new("why") { MinimumWidth = 12, DropOrder = 1 }];
        console.Table(columns, [.. slices.Select(slice => ImmutableArray.Create<TextCell>(
            new(Indent + TextLayout.OneLine(slice.Slice)),
            new(NumberText.Of(slice.Items)),
            new(Word(slice.Result.Decision) + (slice.Result.Code is { } code ? $" {code}" : ""), Style(slice.Result.Decision)),
            new(NumberText.WithInterval(slice.Result.Estimate)),
            new(slice.Result.FailureP is { } p ? P(p) : "-"),
            new(slice.Result.AdjustedFailureP is { } adjusted ? P(adjusted) : "-"),
            new(TextLayout.OneLine(slice.Result.Reason))))]);
    }

    private static void Lines(ToolConsole console, string heading, string text)
    {
        foreach (string line in TextLayout.Hang(heading, TextLayout.OneLine(text), console.Width))
        {
            console.Line(line);
        }
    }

    private static string Heading(string name) => Indent + Indent + name.PadRight(DecisionWidth - Indent.Length) + (name.Length >= DecisionWidth - Indent.Length ? " " : "");

    private static string Word(GateDecision decision) => decision.ToString().ToUpperInvariant();

    private static TextStyle Style(GateDecision decision) => decision switch
    {
        GateDecision.Passed => TextStyle.Good,
        GateDecision.Failed => TextStyle.Bad,
        _ => TextStyle.Uncertain,
    };

    private static string P(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.0000", CultureInfo.InvariantCulture);
}
