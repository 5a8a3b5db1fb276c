using System.Text;

namespace JudgeEval.Tool.Commands;

/// <summary>File names from names that people chose.</summary>
internal static class FileName
{
    /// <summary>Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; anything else becomes <c>-</c>.</summary>
    /// <param name="name">A name.</param>
    public static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
        }

        return safe.ToString();
    }
}
