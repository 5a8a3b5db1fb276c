using System.Globalization;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>An example's answer in the form in which the prompt asks for answers, so that it would be read as the label it shows.</summary>
internal static class ExampleReply
{
    /// <exception cref="JudgeEvalException">The label is not one that the prompt shows.</exception>
    public static string Write(PromptFile prompt, AnswerScale answers, PromptExample example)
    {
        if (!answers.TryShown(example.Label, out Label label))
        {
            throw new JudgeEvalException(PromptFit.ExampleOffScale(prompt, example.Item.Id, example.Label, answers));
        }

        string said = prompt.Output == PromptOutput.Number ? label.Value.ToString("R", CultureInfo.InvariantCulture) : example.Label;
        return prompt.Output == PromptOutput.Json || prompt.Structured ? Json(prompt, answers, example, label)
            : example.Rationale is { } rationale ? $"{rationale}\n\nVerdict: {said}"
            : said;
    }

    private static string Json(PromptFile prompt, AnswerScale answers, PromptExample example, Label label) =>
        Encoding.UTF8.GetString(JsonLine.Write(writer =>
        {
            if (prompt.Output == PromptOutput.Json)
            {
                writer.WriteString("rationale", example.Rationale ?? "");
            }

            if (answers.IsNumeric || prompt.Output == PromptOutput.Number)
            {
                writer.WriteNumber("label", label.Value);
            }
            else
            {
                writer.WriteString("label", example.Label);
            }
        }));
}
