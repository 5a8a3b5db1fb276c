using System.Text;

namespace JudgeEval.Tool.GitHub;

/// <summary>The files through which a step speaks to its job. Both are appended to, because other commands of the step write there too.</summary>
internal static class JobFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Appends the comment to the job's summary.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="markdown">The comment.</param>
    public static void Summary(Func<string, string?> environment, string markdown) => Append(environment, "GITHUB_STEP_SUMMARY", markdown.TrimEnd('\n') + "\n");

    /// <summary>Appends outputs of the step.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="outputs">Names and values.</param>
    public static void Outputs(Func<string, string?> environment, IEnumerable<(string Name, string Value)> outputs) =>
        Append(environment, "GITHUB_OUTPUT", string.Concat(outputs.Select(o => Output(o.Name, o.Value))));

    /// <summary>An output in the form that holds values of several lines.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public static string Output(string name, string value)
    {
        string delimiter = Delimiter(value);
        return $"{name}<<{delimiter}\n{value}\n{delimiter}\n";
    }

    // The first in a row of ever longer texts that the value does not contain: the same for the same value, and out of the value's reach.
    private static string Delimiter(string value)
    {
        string delimiter = "JUDGEEVAL_END";
        while (value.Contains(delimiter, StringComparison.Ordinal))
        {
            delimiter += "_";
        }

        return delimiter;
    }

    private static void Append(Func<string, string?> environment, string variable, string text)
    {
        if (environment(variable) is not { Length: > 0 } path)
        {
            return;
        }

        try
        {
            File.AppendAllText(path, text, Utf8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JudgeEvalException(GitHubErrors.NotWritten(variable, exception.Message));
        }
    }
}
