using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>What a prompt's file warns of, told on standard error so that results stay clean.</summary>
internal static class PromptWarnings
{
    /// <summary>Tells the warnings, one a line.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="prompt">The prompt.</param>
    public static void Tell(ToolConsole console, PromptFile prompt)
    {
        foreach (Diagnostic warning in prompt.Warnings)
        {
            console.Error.Write($"{warning}\n");
        }
    }
}
