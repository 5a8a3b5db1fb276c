using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Commands;

/// <summary>Checks the files that <c>judgeeval.yaml</c> names: they are there. Whether a prompt fits a dataset only a suite can tell.</summary>
internal static class ConfigurationFiles
{
    /// <summary>The errors, in the order of the judges.</summary>
    /// <param name="configuration">What the file says.</param>
    public static ImmutableArray<Diagnostic> Check(JudgeEvalConfiguration configuration) =>
    [
        .. from judge in configuration.Judges
           let named = judge switch
           {
               PromptJudgeDefinition d => (Field: "prompt", Path: d.Prompt),
               DebateJudgeDefinition d => (Field: "debater", Path: d.Debater),
               NGramJudgeDefinition d => (Field: "text", Path: d.Text),
               _ => (Field: "", Path: ""),
           }
           where named.Field.Length > 0 && !File.Exists(named.Path)
           select new Diagnostic(
               "JE2215",
               $"the judge '{judge.Name}' names a file that does not exist: {named.Path}",
               "paths are relative to the folder of the configuration",
               $"correct '{named.Field}:' of the judge, or write the file",
               SourceLocation.InFile(configuration.Path)),
    ];
}
