using System.Text;

namespace JudgeEval.Harness.Runs;

/// <summary>File names from the names of judges and datasets.</summary>
public static class VerdictFileName
{
    /// <summary>The name of a judge's verdict file.</summary>
    /// <param name="judge">The judge's name.</param>
    public static string Of(string judge) => Safe(judge) + VerdictFile.Extension;

    /// <summary>A name that every file system takes: ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; anything else becomes <c>-</c>.</summary>
    /// <param name="name">A name that people chose.</param>
    internal static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
        }

        string text = safe.ToString().Trim('.');
        return text.Length > 0 ? text : "unnamed";
    }
}
