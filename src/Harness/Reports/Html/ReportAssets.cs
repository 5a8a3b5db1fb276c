using System.Security.Cryptography;
using System.Text;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>The script and the style of the page, with the hashes by which its policy lets them in.</summary>
internal static class ReportAssets
{
    private static readonly string[] ScriptParts = ["data.js", "table.js", "detail.js", "people.js", "start.js"];

    /// <summary>The script: its parts share one scope of their own.</summary>
    public static string Script { get; } = $"'use strict';\n(() => {{\n{string.Join('\n', ScriptParts.Select(Read))}}})();\n";

    /// <summary>The style.</summary>
    public static string Style { get; } = Read("report.css");

    /// <summary>The content security policy: nothing is fetched, and nothing runs but the script of this file.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src {HashOf(Script)}; style-src {HashOf(Style)}; base-uri 'none'; form-action 'none'";

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name)
    {
        using Stream stream = typeof(ReportAssets).Assembly.GetManifestResourceStream($"JudgeEval.Harness.Reports.Html.{name}")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
