using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Gates.Sequential;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>What a run decided that stopped as soon as it could, as JSON and as text.</summary>
/// <param name="result">What was decided.</param>
/// <param name="calls">What the requests came to.</param>
/// <param name="path">The verdict file.</param>
internal sealed class SequentialOutput(SequentialResult result, CallTotals calls, string path)
{
    private string Decision => CamelCase.Of(result.Decision);

    // What one judgement cost, where it cost anything, is what each of the others would have.
    private decimal SavedCost => result.Verdicts.Judgements.Length == 0 ? 0 : calls.Cost / result.Verdicts.Judgements.Length * result.Saved;

    /// <summary>Writes the JSON.</summary>
    /// <param name="console">Where to.</param>
    public void WriteJson(ToolConsole console) => JsonOutput.Write(console, json =>
    {
        json.WriteString("gate", result.Demand.Name);
        json.WriteString("metric", result.Demand.Metric.Name());
        json.WriteString("decision", Decision);
        if (result.Code is { } code)
        {
            json.WriteString("code", code);
        }

        json.WriteString("reason", result.Reason);
        json.WritePropertyName("estimate");
        EstimateJson.Write(json, result.Estimate);
        json.WriteStartObject("interval");
        json.WriteNumber("lower", result.Interval.Lower);
        json.WriteNumber("upper", result.Interval.Upper);
        json.WriteNumber("level", result.Options.Confidence);
        json.WriteString("method", "anytime-betting");
        json.WriteEndObject();
        json.WriteString("unit", result.IsClustered ? "cluster" : "item");
        json.WriteNumber("items", result.Items);
        json.WriteNumber("scorable", result.Scorable);
        json.WriteNumber("judged", result.Judged);
        json.WriteNumber("decidedAfter", result.DecidedAfter);
        json.WriteNumber("judgements", result.Verdicts.Judgements.Length);
        json.WriteNumber("saved", result.Saved);
        if (SavedCost > 0)
        {
            json.WriteNumber("savedCost", SavedCost);
        }

        json.WriteNumber("seed", result.Options.Seed);
        json.WriteString("verdicts", path);
    });

    /// <summary>Writes the text.</summary>
    /// <param name="console">Where to.</param>
    public void WriteText(ToolConsole console)
    {
        TextStyle style = result.Decision switch
        {
            GateDecision.Passed => TextStyle.Good,
            GateDecision.Failed => TextStyle.Bad,
            _ => TextStyle.Uncertain,
        };
        console.Line();
        console.Line($"{TextTable.Styled(Decision, style, console.Colour)}  {TextLayout.OneLine(result.Demand.Name)}{(result.Code is { } code ? $" ({code})" : "")}");
        foreach (string line in TextLayout.Notes(Notes(), console.Width))
        {
            console.Line(line);
        }
    }

    private IEnumerable<(string Heading, string Text)> Notes()
    {
        double level = (1 - result.Options.Confidence) / 2;
        string unit = result.IsClustered ? "cluster" : "item";
        yield return ("because", result.Reason);
        yield return ("estimate", $"{NumberText.ValueOf(result.Estimate)} over {NumberText.Count(result.Estimate.N, unit)}"
            + (result.IsClustered ? ", each counted once by the mean over its items" : ""));
        string beyond = result.Judged > result.DecidedAfter
            ? $"; it was decided after {NumberText.Of(result.DecidedAfter)}, the rest was under way"
            : "";
        yield return ("judged", string.Create(
            CultureInfo.InvariantCulture, $"{result.Judged} of {NumberText.Count(result.Items, "item")}, in random order (seed {result.Options.Seed}){beyond}"));
        if (result.Scorable < result.Items)
        {
            yield return ("left out", $"{NumberText.Count(result.Items - result.Scorable, "item")} that cannot be scored: "
                + (result.Demand.Baseline is null ? "people have no one reference there" : "people have no one reference or the baseline has no verdict there"));
        }

        yield return ("saved", string.Create(CultureInfo.InvariantCulture, $"{result.Saved} of {result.AllJudgements} judgements")
            + (SavedCost > 0 ? $", about {ProgressText.Money(SavedCost)}" : ""));
        yield return ("errors", string.Create(
            CultureInfo.InvariantCulture, $"a false failure and a false pass have each a chance of at most {level:0.####}, whenever it stops"));
        if (result.Verdicts.Partial is { } partial)
        {
            yield return ("file", $"{path} says that it is partial: 'judgeeval align' counts the other {NumberText.Count(partial.Of - partial.Asked, "item")} as not asked, "
                + "not as failures, and its own intervals are for a fixed number of items, not for one chosen by the result");
        }
    }
}
