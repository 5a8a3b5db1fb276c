using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>plan</c>, as JSON and as text.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="plan">The plan.</param>
internal sealed class PlanOutput(AnnotatedDataset dataset, ComparisonPlan plan)
{
    private string Margin => NumberText.Stated(plan.Margin);

    /// <summary>Writes the JSON.</summary>
    /// <param name="console">Where to.</param>
    public void WriteJson(ToolConsole console) => JsonOutput.Write(console, json =>
    {
        AlignmentJson.WriteDataset(json, dataset);
        json.WriteString("metric", plan.Metric.Name());
        json.WriteString("basis", CamelCase.Of(plan.Basis));
        WriteTexts(json, "assumptions", plan.Assumptions);
        WriteTexts(json, "warnings", plan.Warnings);
        json.WriteNumber("items", plan.Items);
        WriteOptional(json, "clusters", plan.Clusters);
        json.WriteNumber("designEffect", plan.DesignEffect);
        WriteOptional(json, "discordant", plan.Discordant);
        json.WriteNumber("margin", plan.Margin);
        json.WriteNumber("level", plan.Level);
        json.WriteNumber("power", plan.Power);
        json.WriteBoolean("canBeSeen", plan.CanBeSeen);
        if (plan.Undefined is { } why)
        {
            json.WriteString("undefined", why);
        }

        json.WriteStartArray("sizes");
        foreach (PlanSize size in plan.Sizes)
        {
            json.WriteStartObject();
            json.WriteNumber("factor", size.Factor);
            json.WriteNumber("items", size.Items);
            WriteOptional(json, "usableMargin", size.UsableMargin);
            WriteOptional(json, "visibleDrop", size.VisibleDrop);
            json.WriteStartArray("passes");
            foreach (PlanPass pass in size.Passes)
            {
                json.WriteStartObject();
                json.WriteNumber("margin", pass.Margin);
                json.WriteNumber("probability", pass.Probability);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("needs");
        foreach (PlanNeed need in plan.Needs)
        {
            json.WriteStartObject();
            json.WriteNumber("margin", need.Margin);
            WriteOptional(json, "items", need.Items);
            WriteOptional(json, "annotations", need.Annotations);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteAnnotators(json);
    });

    /// <summary>Writes the text.</summary>
    /// <param name="console">Where to.</param>
    public void WriteText(ToolConsole console)
    {
        string clusters = plan.Clusters is int count ? $" in {NumberText.Count(count, "cluster")}" : "";
        console.Text($"Plan for {dataset.Info.Name}: {plan.Metric.Name()} on {NumberText.Count(plan.Items, "item")}{clusters}, margin {Margin}");
        if (plan.Undefined is null)
        {
            console.Line();
            WriteSizes(console);
            console.Line();
            WriteNeeds(console);
        }

        foreach (string line in TextLayout.Notes(Notes(), console.Width))
        {
            console.Line(line);
        }

        console.Line();
        (string word, TextStyle style, string text) = Verdict();
        foreach (string line in TextLayout.Hang(word + "  ", text, console.Width))
        {
            console.Line(line.StartsWith(word, StringComparison.Ordinal) ? TextTable.Styled(word, style, console.Colour) + line[word.Length..] : line);
        }
    }

    private static string Share(double probability) => probability.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Optional(double? value) => value is double number ? NumberText.Of(number) : "none";

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is double number)
        {
            json.WriteNumber(name, number);
        }
    }

    private void WriteAnnotators(Utf8JsonWriter json)
    {
        json.WriteStartObject("annotators");
        json.WriteNumber("perItem", plan.Annotators.PerItem);
        json.WritePropertyName("reliabilityOfOne");
        EstimateJson.Write(json, plan.Annotators.OfOne);
        json.WriteStartArray("reliabilityOfMean");
        foreach (PanelReliability panel in plan.Annotators.OfMean)
        {
            json.WriteStartObject();
            json.WriteNumber("people", panel.People);
            json.WriteNumber("reliability", panel.Reliability);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteOptional(json, "neededForGood", plan.Annotators.NeededForGood);
        json.WriteEndObject();
    }

    private void WriteSizes(ToolConsole console)
    {
        console.Line("How often an equally good judge passes, by margin:");
        ImmutableArray<TextColumn> columns =
        [
            new("items") { AlignRight = true },
            .. plan.Sizes[0].Passes.Select(p => new TextColumn(NumberText.Stated(p.Margin)) { AlignRight = true }),
            new("usable margin") { AlignRight = true },
            new("visible drop") { AlignRight = true },
        ];
        console.Table(columns, [.. plan.Sizes.Select(s => (ImmutableArray<TextCell>)
        [
            new(NumberText.Of(s.Items)),
            .. s.Passes.Select(p => new TextCell(Share(p.Probability), p.Probability >= plan.Power ? TextStyle.Good : TextStyle.Plain)),
            new(Optional(s.UsableMargin), s.UsableMargin <= plan.Margin ? TextStyle.Good : TextStyle.Uncertain),
            new(Optional(s.VisibleDrop)),
        ])]);
    }

    private void WriteNeeds(ToolConsole console)
    {
        console.Line($"What a margin needs, for an equally good judge to pass in {Share(plan.Power)} of runs:");
        ImmutableArray<TextColumn> columns = [new("margin") { AlignRight = true }, new("items") { AlignRight = true }, new("annotations") { AlignRight = true }, new("")];
        console.Table(columns, [.. plan.Needs.Select(n => (ImmutableArray<TextCell>)
        [
            new(NumberText.Stated(n.Margin)),
            new(n.Items is int items ? NumberText.Of(items) : "too many"),
            new(n.Annotations?.ToString(CultureInfo.InvariantCulture) ?? ""),
            n.Items is not int needed ? new("")
                : needed <= plan.Items ? new("there are enough", TextStyle.Good)
                : new($"{NumberText.Of(needed - plan.Items)} more"),
        ])]);
    }

    private IEnumerable<(string Heading, string Text)> Notes()
    {
        foreach (string assumption in plan.Assumptions)
        {
            yield return ("from", assumption);
        }

        foreach (string warning in plan.Warnings)
        {
            yield return ("careful", warning);
        }

        if (plan.Undefined is null)
        {
            if (plan.Clusters is not null)
            {
                yield return ("clusters", string.Create(CultureInfo.InvariantCulture, $"{plan.DesignEffect:0.00} items in clusters tell as much as one that stands alone (design effect)"));
            }

            yield return ("level", string.Create(
                CultureInfo.InvariantCulture, $"{plan.Level:0.####} one-sided, power {plan.Power:0.##}; the visible drop is the smallest that fails so often at the margin {plan.Margin:0.######}"));
        }

        yield return ("people", People());
    }

    private string People()
    {
        AnnotatorPlan people = plan.Annotators;
        string now = string.Create(CultureInfo.InvariantCulture, $"{people.PerItem:0.#} per item");
        if (people.OfMean.IsEmpty)
        {
            return $"{now}; what more of them would bring cannot be told: "
                + (people.OfOne.IsDefined ? $"they agree no better than chance (alpha {NumberText.Of(people.OfOne.Value)})" : NumberText.ReasonOf(people.OfOne));
        }

        string panels = string.Join(", ", people.OfMean.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.People}: {p.Reliability:0.00}")));
        return $"{now}; reliability of the mean of so many of them: {panels}"
            + (people.NeededForGood is int good ? string.Create(CultureInfo.InvariantCulture, $"; 0.80 takes {good}") : "");
    }

    private (string Word, TextStyle Style, string Text) Verdict()
    {
        if (plan.Undefined is { } why)
        {
            return ("no plan", TextStyle.Uncertain, why);
        }

        PlanSize now = plan.Sizes[0];
        PlanNeed? need = plan.Needs.FirstOrDefault(n => n.Margin == plan.Margin);
        return plan.CanBeSeen
            ? ("can be seen", TextStyle.Good, string.Create(
                CultureInfo.InvariantCulture,
                $"an equally good judge passes at the margin {Margin} in at least {Share(plan.Power)} of runs, and one that is worse by {Optional(now.VisibleDrop)} fails as often"))
            : ("cannot be seen", TextStyle.Bad,
                $"at the margin {Margin} an equally good judge will mostly be inconclusive; "
                + (now.UsableMargin is double usable ? string.Create(CultureInfo.InvariantCulture, $"take a margin of {Math.Ceiling(Math.Round(usable * 100, 9)) / 100:0.00}") : "no margin will do")
                + (need?.Items is int items && items > plan.Items ? $", or label {NumberText.Count(items - plan.Items, "more item", "more items")}" : ", or label more items"));
    }
}
