using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>compare</c>, as JSON and as text.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="candidate">The candidate.</param>
/// <param name="result">The decision with its comparison.</param>
/// <param name="margin">The margin, above 0.</param>
internal sealed class ComparisonOutput(AnnotatedDataset dataset, AlignedJudge candidate, GateResult result, double margin)
{
    private readonly JudgeComparison _comparison = result.Comparison ?? throw new ArgumentException("The gate rests on no comparison.", nameof(result));

    private double Level => (1 - candidate.Options.Confidence) / 2;

    private Estimate? Ceiling => candidate.Result.Human.Ceiling.TryGetValue(_comparison.Metric, out Estimate ceiling) ? ceiling : null;

    /// <summary>Writes the JSON.</summary>
    /// <param name="console">Where to.</param>
    public void WriteJson(ToolConsole console) => JsonOutput.Write(console, json =>
    {
        AlignmentJson.WriteDataset(json, dataset);
        json.WriteStartObject("judges");
        json.WriteString("baseline", _comparison.BaselineJudge);
        json.WriteString("candidate", candidate.Verdicts.Judge.Name);
        json.WriteEndObject();
        ComparisonJson.WriteFigures(json, _comparison);
        json.WritePropertyName("humanCeiling");
        EstimateJson.Write(json, Ceiling ?? Estimate.Undefined("the ceiling of this metric was not computed", 0));
        json.WriteNumber("coverage", candidate.Result.Coverage);
        json.WriteNumber("margin", margin);
        json.WriteNumber("level", Level);
        json.WriteString("decision", CamelCase.Of(result.Decision));
        Text(json, "code", result.Code);
        json.WriteString("reason", result.Reason);
        Number(json, "itemsNeeded", result.ItemsNeeded);
        Number(json, "failureP", result.FailureP);
        Number(json, "passP", result.PassP);
        ComparisonReach? reach = ComparisonReach.Of(_comparison.Delta, margin, Level);
        Number(json, "smallestVisibleDrop", reach?.VisibleDrop);
        Number(json, "smallestUsableMargin", reach?.UsableMargin);
        Number(json, "itemsForMargin", reach?.ItemsForMargin);
        ComparisonJson.WriteDetails(json, _comparison);
    });

    /// <summary>Writes the text: the verdict in words first, then what it rests on.</summary>
    /// <param name="console">Where to.</param>
    public void WriteText(ToolConsole console)
    {
        string metric = _comparison.Metric.Name(), allowed = NumberText.Stated(margin);
        (string word, string verdict, TextStyle style) = result.Decision switch
        {
            GateDecision.Passed => ("PASSED", $"the candidate is not worse than the baseline by more than {allowed} ({metric})", TextStyle.Good),
            GateDecision.Failed when !_comparison.Delta.IsDefined => ("FAILED", $"the candidate cannot be held against the baseline ({metric})", TextStyle.Bad),
            GateDecision.Failed => ("FAILED", $"the candidate is worse than the baseline by more than {allowed} ({metric})", TextStyle.Bad),
            _ => ("INCONCLUSIVE", $"the data cannot tell whether the candidate is worse than the baseline by more than {allowed} ({metric})", TextStyle.Uncertain),
        };
        ImmutableArray<string> lines = TextLayout.Hang(word + "  ", verdict, console.Width);
        console.Line(TextTable.Styled(word, style, console.Colour) + lines[0][word.Length..]);
        foreach (string line in lines.Skip(1))
        {
            console.Line(line);
        }

        IEnumerable<(string, string)> notes =
        [
            ("Why", result.Reason + (result.Code is { } code ? $" ({code})" : "")),
            .. result.Facts.Select(fact => (char.ToUpperInvariant(fact.Name[0]) + fact.Name[1..], fact.Text)),
        ];
        foreach (string line in TextLayout.Notes(notes, console.Width))
        {
            console.Line(line);
        }

        console.Line();
        console.Out.Write(ComparisonText.Render(_comparison, candidate.Verdicts.Judge.Name, Ceiling, console.Width, console.Colour));
        foreach (string line in TextLayout.Notes([Method()], console.Width))
        {
            console.Line(line);
        }
    }

    private (string, string) Method() => _comparison.Delta is { IsDefined: true, Interval: { } interval }
        ? ("Intervals", $"{NumberText.Stated(interval.Level * 100)} % {interval.Method} by {interval.Cluster}, paired, {NumberText.Of(interval.Resamples)} resamples, seed {interval.Seed}; the one-sided level is {NumberText.Stated(Level)}")
        : ("Intervals", "none were asked for or could be had, so nothing can be decided");

    private static void Text(Utf8JsonWriter json, string key, string? value)
    {
        if (value is null)
        {
            json.WriteNull(key);
        }
        else
        {
            json.WriteString(key, value);
        }
    }

    private static void Number(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(key, number);
        }
        else
        {
            json.WriteNull(key);
        }
    }
}
