using System.CommandLine;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval prompt show</c>: renders a prompt for one item, exactly as the model will get it.</summary>
internal static class PromptShowCommand
{
    private const string Summary = "What the model is sent for one item";

    private const string Details =
        "Renders the prompt file with the item's texts, the examples and the labels, and sends nothing. Exits with 3 when the prompt does not fit the "
        + "dataset. What a run or a debate brings beside the item (criteria, a group, a side, a transcript) is given by options.";

    private const string Example =
        "judgeeval prompt show prompts/quality.md datasets/support --item a12\njudgeeval prompt show prompts/group.md datasets/safety --group \"nurses\" --json";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("show", Summary, Details, Example);
        var file = new Argument<string>("FILE") { Description = "prompt file (*.md)" };
        var dataset = new Argument<string>("DATASET") { Description = "dataset folder" };
        var item = CommonOptions.Text("--item", "the item's id; default: the first item", "ID");
        var swap = new Option<bool>("--swap") { Description = "show the pair in the swapped order" };
        var criteria = CommonOptions.Text("--criteria", "the criteria to judge by, in place of the prompt's", "TEXT");
        var group = CommonOptions.Text("--group", "the group for {{group}}", "TEXT");
        var side = CommonOptions.Text("--side", "what is argued for, for {{side}}", "TEXT");
        var transcript = CommonOptions.Text("--transcript", "what was said so far, for {{transcript}}", "TEXT");
        Option<bool> json = CommonOptions.Json();
        command.Add(file);
        command.Add(dataset);
        foreach (Option option in new Option[] { item, swap, criteria, group, side, transcript, json })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            PromptFile prompt = PromptFile.Read(parsed.GetRequiredValue(file));
            PromptWarnings.Tell(console, prompt);
            AnnotatedDataset data = DatasetPath.Read(parsed.GetRequiredValue(dataset));
            var task = new JudgeTask
            {
                Item = Find(data, parsed.GetValue(item)),
                Scale = data.Scale,
                Shape = data.Shape,
                Order = parsed.GetValue(swap) ? PresentationOrder.Swapped : PresentationOrder.Original,
                Criteria = parsed.GetValue(criteria),
                Group = parsed.GetValue(group),
                Side = parsed.GetValue(side),
                Transcript = parsed.GetValue(transcript),
            };
            if (task.Order == PresentationOrder.Swapped && data.Shape != TaskShape.Preference)
            {
                throw new UsageException("--swap: the dataset has no pairs to swap");
            }

            RenderedPrompt rendered = PromptText.Render(prompt, task, PromptExamples.Resolve(data, prompt));
            PromptOutputText.Write(console, prompt, task, rendered, parsed.GetValue(json));
            return ExitCode.Passed;
        });
        return command;
    }

    private static JudgeItem Find(AnnotatedDataset dataset, string? id)
    {
        if (id is null)
        {
            return dataset.Items[0];
        }

        if (dataset.TryFindItem(id, out int position))
        {
            return dataset.Items[position];
        }

        string hint = Nearest.Of(id, dataset.Items.Select(i => i.Id)) is { } near ? $"; did you mean '{near}'?" : "";
        throw new UsageException($"--item: the dataset '{dataset.Info.Name}' has no item '{id}'{hint}");
    }
}
