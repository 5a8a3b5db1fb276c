using System.CommandLine;
using System.Text;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cards;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval card</c>: the generated card of a dataset.</summary>
internal static class CardCommand
{
    private const string Summary = "The dataset's card as Markdown: items, people, labels, missingness, agreement, profile mix, provenance, lint";

    private const string Details =
        "The profile of the annotators is held against a population, from --population (CSV attribute,value,share, or YAML) or from 'population' under 'card' in dataset.yaml, "
        + "by exact tests. The same dataset gives the same bytes. The same card stands in the HTML report.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("card", Summary, Details, "judgeeval card datasets/support --population census.csv --out datasets/support/CARD.md");
        var dataset = new Argument<string>("DATASET") { Description = "dataset folder" };
        Option<string?> output = CommonOptions.Text("--out", "write the card there instead of printing it", "FILE");
        Option<string?> population = CommonOptions.Text("--population", "the population that the annotators are to speak for: attribute,value,share", "FILE");
        var statistics = new StatisticsOptions(defaultResamples: 2000);
        Option<string?> exclude = CommonOptions.Exclude();
        Option<bool> json = CommonOptions.Json();
        command.Add(dataset);
        command.Add(output);
        command.Add(population);
        statistics.AddResamplingTo(command);
        command.Add(exclude);
        command.Add(json);
        command.SetAction(parsed =>
        {
            AlignmentOptions resampling = statistics.Read(parsed);
            Population? declared = parsed.GetValue(population) is { } file ? PopulationFile.Read(file) : null;
            AnnotatedDataset people = DatasetPath.Read(parsed.GetRequiredValue(dataset));
            people = parsed.GetValue(exclude) is { } log ? ExclusionLog.Apply(people, log) : people;
            DataCard card = DataCard.Of(people, new CardOptions { Population = declared, Resamples = resampling.Resamples, Seed = resampling.Seed, Confidence = resampling.Confidence });
            if (parsed.GetValue(output) is { } path)
            {
                File.WriteAllText(path, CardMarkdown.Render(card), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(console, writer => CardJson.Write(writer, people, card));
            }
            else if (parsed.GetValue(output) is null)
            {
                console.Out.Write(CardMarkdown.Render(card));
            }
            else
            {
                console.Text($"Wrote the card of {TextLayout.OneLine(people.Info.Name)} to {parsed.GetValue(output)}; lint: {LintText.Counts(card.Lint)}.");
            }

            return ExitCode.Passed;
        });
        return command;
    }
}
