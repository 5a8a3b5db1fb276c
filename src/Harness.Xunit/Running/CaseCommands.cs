using System.Globalization;

namespace JudgeEval.Xunit;

/// <summary>The commands that a failing case tells.</summary>
internal static class CaseCommands
{
    /// <summary>Runs the case's test again, from the root of the repository.</summary>
    public static string Reproduce(CaseDefinition definition, SuiteProject project) =>
        $"dotnet test {Quote(project.CommandPath)} --filter \"FullyQualifiedName~{definition.Test.ClassName}.{definition.Test.Method}\"";

    /// <summary>Records the judge's replies: from the project's folder, or where the dataset stands elsewhere by running the case's test.</summary>
    public static string Record(CaseDefinition definition, SuiteProject project)
    {
        if (definition.DatasetSource is not null)
        {
            return $"{SuiteModes.Variable}=record {Reproduce(definition, project)}";
        }

        string command = $"judgeeval run {Quote(definition.DatasetPath)} --prompt {Quote(definition.PromptPath ?? "")} --model {Quote(definition.Model ?? "")}"
            + $" --endpoint <URL> --recordings {Quote(definition.Recordings)}";
        if (definition.Repeats > 1)
        {
            command += string.Create(CultureInfo.InvariantCulture, $" --repeat {definition.Repeats}");
        }

        return command + (definition.Swap ? " --swap" : "") + $" --out {Quote(definition.FileName + ".verdicts.jsonl")}";
    }

    private static string Quote(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
