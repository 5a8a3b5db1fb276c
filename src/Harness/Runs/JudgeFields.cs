using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Reads a judge from the header of a file, as <see cref="VerdictJson.WriteJudge"/> writes it.</summary>
internal static class JudgeFields
{
    private const string ScaleField = "scale";

    private static readonly string[] Targets = ["label", VerdictFile.DifficultyTarget];

    private static readonly string[] Known = ["name", "model", "prompt", "promptHash", "optionsHash", "outputContract", "group", "criteria", "target", ScaleField];

    /// <summary>The judge; <see langword="null"/> when it is absent or wrong, which is among the errors then.</summary>
    /// <param name="values">The fields of the header.</param>
    public static JudgeIdentity? Read(VerdictFields values)
    {
        if (values.Find("judge") is null)
        {
            values.Required("judge");
            return null;
        }

        if (values.Texts("judge", Known, ScaleField) is not { } judge)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(judge.GetValueOrDefault("name")))
        {
            values.Error("JE1905", "the judge has no name", "a leaderboard and a record name the judge", "add 'name' to 'judge'", values.Find("judge")!.Value.Column);
            return null;
        }

        return new JudgeIdentity
        {
            Name = judge["name"]!,
            Model = judge.GetValueOrDefault("model"),
            Prompt = judge.GetValueOrDefault("prompt"),
            PromptHash = judge.GetValueOrDefault("promptHash"),
            OptionsHash = judge.GetValueOrDefault("optionsHash"),
            OutputContract = judge.GetValueOrDefault("outputContract"),
            Group = judge.GetValueOrDefault("group"),
            Criteria = judge.GetValueOrDefault("criteria"),
            DifficultyScale = DifficultyScale(values, values.Find("judge")!.Value, judge.GetValueOrDefault("target") ?? Targets[0]),
        };
    }

    /// <summary>The scale of a judge that predicts difficulty; any other answers on the dataset's, which no verdict file restates.</summary>
    private static LabelScale? DifficultyScale(VerdictFields values, JsonField judge, string target)
    {
        bool stated = judge.Element.TryGetProperty(ScaleField, out JsonElement element);
        bool difficulty = target == VerdictFile.DifficultyTarget;
        if (!Targets.Contains(target, StringComparer.Ordinal))
        {
            values.Error("JE1906", $"the judge's target is '{target}'", $"it must be one of {string.Join(", ", Targets)}", Nearest.Hint(target, Targets), judge.Column);
        }
        else if (difficulty != stated)
        {
            values.Error(
                difficulty ? "JE1905" : "JE1906",
                difficulty ? "the judge predicts difficulty and states no scale" : "the judge states a scale, but not that it predicts difficulty",
                difficulty ? "its labels are not the dataset's, so nobody could read them" : "a judge that labels does so on the dataset's scale",
                difficulty ? "add 'scale' to 'judge', as the prompt states it" : "remove 'scale', or add '\"target\":\"difficulty\"'",
                judge.Column);
        }
        else if (difficulty)
        {
            if (ScaleJson.TryRead(element, out LabelScale? scale))
            {
                return scale;
            }

            values.Error("JE1906", "the judge's scale is none", $"it must be {ScaleJson.Expected}", "correct 'judge.scale'", judge.Column);
        }

        return null;
    }
}
