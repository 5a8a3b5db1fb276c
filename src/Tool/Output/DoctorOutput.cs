using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Gates.SelfTests;
using JudgeEval.Harness.Reports;
using JudgeEval.Statistics;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>doctor</c>, as JSON and as text.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="report">What was found.</param>
internal sealed class DoctorOutput(AnnotatedDataset dataset, SelfTestReport report)
{
    private AgainstItself Against => report.AgainstItself;

    /// <summary>Writes the JSON.</summary>
    /// <param name="console">Where to.</param>
    public void WriteJson(ToolConsole console) => JsonOutput.Write(console, json =>
    {
        AlignmentJson.WriteDataset(json, dataset);
        json.WriteString("judge", report.Judge.Name);
        json.WriteString("health", CamelCase(report.Health));
        json.WriteNumber("coverage", report.Coverage);
        json.WriteStartObject("stability");
        json.WriteNumber("fewestRepeats", report.Stability.FewestRepeats);
        json.WriteNumber("mostRepeats", report.Stability.MostRepeats);
        Write(json, "flipRate", report.Stability.FlipRate);
        Write(json, "selfAgreement", report.Stability.SelfAgreement);
        Write(json, "orderFlipRate", report.Stability.OrderFlipRate);
        json.WriteEndObject();
        json.WriteStartObject("againstItself");
        json.WriteString("check", CamelCase(Against.Check));
        json.WriteNumber("level", report.Level);
        json.WriteNumber("runs", Against.Runs);
        json.WriteNumber("resamples", report.Options.Resamples);
        json.WriteNumber("seed", report.Options.Seed);
        Write(json, "falseAlarms", Against.FalseAlarms);
        json.WriteStartArray("gates");
        foreach (GateTally gate in Against.Gates)
        {
            json.WriteStartObject();
            json.WriteString("gate", gate.Gate);
            json.WriteBoolean("comparesWithBaseline", gate.ComparesWithBaseline);
            json.WriteNumber("passed", gate.Passed);
            json.WriteNumber("inconclusive", gate.Inconclusive);
            json.WriteNumber("failed", gate.Failed);
            json.WriteNumber("undefined", gate.Undefined);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        WriteKnowNothings(json);
        json.WriteStartObject("proposal");
        if (report.Repeats is { } repeats)
        {
            json.WriteNumber("repeats", repeats.Repeats);
            json.WriteNumber("flips", repeats.Flips);
            json.WriteNumber("flipsOfOne", repeats.FlipsOfOne);
        }

        if (report.Margin is double margin)
        {
            json.WriteNumber("margin", margin);
        }

        json.WriteEndObject();
    });

    /// <summary>Writes the text.</summary>
    /// <param name="console">Where to.</param>
    public void WriteText(ToolConsole console)
    {
        string clusters = report.Clusters is int count ? $" in {NumberText.Count(count, "cluster")}" : "";
        console.Text($"{report.Judge.Name} on {dataset.Info.Name}: {NumberText.Count(report.Items, "item")}{clusters}, {Repeats()}");
        console.Line();
        WriteStability(console);
        console.Line();
        WriteAgainstItself(console);
        console.Line();
        WriteKnowNothings(console);
        foreach (string line in TextLayout.Notes(Notes(), console.Width))
        {
            console.Line(line);
        }

        console.Line();
        (string word, TextStyle style) = report.Health switch
        {
            GateHealth.Healthy => ("healthy", TextStyle.Good),
            GateHealth.CannotTell => ("cannot tell", TextStyle.Uncertain),
            _ => ("not to be trusted", TextStyle.Bad),
        };
        ImmutableArray<string> reasons = [.. DoctorWords.Reasons(report)];
        for (int i = 0; i < reasons.Length; i++)
        {
            foreach (string line in TextLayout.Hang(i == 0 ? word + "  " : new string(' ', word.Length + 2), reasons[i], console.Width))
            {
                console.Line(i == 0 && line.StartsWith(word, StringComparison.Ordinal) ? TextTable.Styled(word, style, console.Colour) + line[word.Length..] : line);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WritePropertyName(name);
        EstimateJson.Write(json, estimate);
    }

    private static string CamelCase<T>(T value)
        where T : struct, Enum => JudgeEval.Judges.CamelCase.Of(value);

    private static string Percent(int part, int whole) => whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private string Repeats()
    {
        (int fewest, int most) = (report.Stability.FewestRepeats, report.Stability.MostRepeats);
        return most == 0 ? "not judged" : fewest == most ? most == 1 ? "judged once" : $"each judged {NumberText.Of(most)} times" : $"judged {NumberText.Of(fewest)} to {NumberText.Of(most)} times";
    }

    private void WriteKnowNothings(Utf8JsonWriter json)
    {
        json.WriteStartArray("knowNothings");
        foreach (KnowNothing judge in report.KnowNothings)
        {
            json.WriteStartObject();
            json.WriteString("judge", judge.Name);
            json.WriteString("decision", CamelCase(judge.Report.Decision));
            json.WriteStartArray("gates");
            foreach (GateResult gate in judge.Report.Results)
            {
                json.WriteStartObject();
                json.WriteString("gate", gate.Gate);
                json.WriteString("decision", CamelCase(gate.Decision));
                json.WriteString("reason", gate.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteStability(ToolConsole console)
    {
        ImmutableArray<TextColumn> columns = [new("stability"), new("value") { AlignRight = true }, new("interval"), new("over")];
        console.Table(columns,
        [
            Row("items whose repeats differ", report.Stability.FlipRate, "item"),
            Row("pairs of repeats that agree", report.Stability.SelfAgreement, "item"),
            .. report.Stability.OrderFlipRate.IsDefined
                ? [Row("pairs that change sides when swapped", report.Stability.OrderFlipRate, "pair")]
                : ImmutableArray<ImmutableArray<TextCell>>.Empty,
        ]);
    }

    private static ImmutableArray<TextCell> Row(string name, Estimate estimate, string unit) => estimate.IsDefined
        ? [new(name), new(NumberText.Of(estimate.Value)), new(NumberText.IntervalOf(estimate)), new(NumberText.Count(estimate.N, unit))]
        : [new(name), new("not measured", TextStyle.Uncertain), new(""), new("")];

    private void WriteAgainstItself(ToolConsole console)
    {
        if (Against.Runs == 0)
        {
            console.Text($"The judge against itself: not measured, because {Against.FalseAlarms.UndefinedReason}.");
            return;
        }

        ImmutableArray<TextColumn> columns =
        [
            new("the judge against itself") { MinimumWidth = 20 }, new("passed") { AlignRight = true }, new("inconclusive") { AlignRight = true },
            new("failed") { AlignRight = true }, .. Against.Gates.Any(g => g.Undefined > 0) ? [new TextColumn("undefined") { AlignRight = true }] : ImmutableArray<TextColumn>.Empty,
        ];
        console.Table(columns, [.. Against.Gates.Select(g => (ImmutableArray<TextCell>)
        [
            new(g.Gate), new(Percent(g.Passed, Against.Runs)), new(Percent(g.Inconclusive, Against.Runs)),
            new(Percent(g.Failed, Against.Runs), g.ComparesWithBaseline && g.Failed > 0 ? TextStyle.Uncertain : TextStyle.Plain),
            new(Percent(g.Undefined, Against.Runs)),
        ])]);
    }

    private void WriteKnowNothings(ToolConsole console)
    {
        ImmutableArray<TextColumn> columns = [new("a judge that knows nothing"), new("decision"), new("because") { MinimumWidth = 24 }];
        console.Table(columns, [.. report.KnowNothings.Select(k => (ImmutableArray<TextCell>)
        [
            new(k.Name),
            k.Report.Decision switch
            {
                GateDecision.Failed => new("failed", TextStyle.Good),
                GateDecision.Inconclusive => new("inconclusive", TextStyle.Uncertain),
                _ => new("passed", TextStyle.Bad),
            },
            new(k.Report.Results.First(r => r.Decision == k.Report.Decision).Reason.Split(';')[0]),
        ])]);
    }

    private IEnumerable<(string Heading, string Text)> Notes()
    {
        if (Against is { Runs: > 0, FalseAlarms.IsDefined: true })
        {
            yield return ("false alarms", string.Create(
                CultureInfo.InvariantCulture,
                $"{Against.FalseAlarms.Value * Against.FalseAlarms.N:0} of {Against.FalseAlarms.N} runs, {NumberText.IntervalOf(Against.FalseAlarms)}, level {NumberText.Stated(report.Level)}; "
                + $"items drawn anew each time, {report.Options.Resamples} resamples within, seed {report.Options.Seed}"));
        }

        yield return ("repeats", DoctorWords.Repeats(report));
        yield return ("margin", DoctorWords.Margin(report));
    }
}
