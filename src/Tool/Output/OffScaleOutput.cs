using System.Collections.Immutable;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>People's labels off the scale, by value and count; what <c>lint</c> says of a dataset that cannot be read because of them.</summary>
internal static class OffScaleOutput
{
    private const int Shown = 100;

    /// <summary>Writes them; nothing where there are none.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="finding">What was found.</param>
    /// <param name="asJson">Whether as JSON.</param>
    public static void Write(ToolConsole console, LintFinding? finding, bool asJson)
    {
        if (finding is null)
        {
            return;
        }

        if (asJson)
        {
            JsonOutput.Write(console, json => LintJson.WriteFindings(json, "findings", new LintReport([finding], [])));
            return;
        }

        console.Text($"{TextLayout.OneLine(finding.Location.ToString())}: {finding.What}, by value and count:");
        ImmutableArray<LintNumber> values = finding.Evidence;
        foreach (LintNumber value in values.Take(Shown))
        {
            console.Line($"  '{TextLayout.OneLine(value.Name)}': {NumberText.Of((int)value.Value)}×");
        }

        if (values.Length > Shown)
        {
            console.Line($"  and {NumberText.Count(values.Length - Shown, "other value")}");
        }

        console.Text($"Do: {finding.Remedy}.");
    }
}
