using System.Text.RegularExpressions;

namespace JudgeEval.Judges;

/// <summary>Error messages as the OpenAI package words them: <c>HTTP 429 (type: code)</c>, empty lines, and what the server says.</summary>
internal static partial class OpenAIErrors
{
    /// <summary>What the server says, with its own word for it, and whether it refused the request for its content.</summary>
    public static (string Message, bool IsFiltered) Read(string message)
    {
        Match match = Form().Match(message);
        if (!match.Success)
        {
            return (message, false);
        }

        string type = match.Groups["type"].Value.Trim(), code = match.Groups["code"].Value.Trim(), text = match.Groups["text"].Value.Trim();
        string kind = code.Length > 0 ? code : type;
        string whole = text.Length == 0 ? kind : kind.Length == 0 ? text : $"{text} ({kind})";
        return (whole.Length == 0 ? "the server does not say why" : whole, code == "content_filter");
    }

    [GeneratedRegex(@"^HTTP [0-9]{3} \((?<type>[^:)]*):(?<code>[^)]*)\)(?<text>.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
