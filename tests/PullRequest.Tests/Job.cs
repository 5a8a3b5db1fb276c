using System.Text.Json;

namespace JudgeEval.PullRequest.Tests;

/// <summary>What a job left behind.</summary>
/// <param name="Code">The exit code of the last step.</param>
/// <param name="Log">What the last step printed.</param>
/// <param name="Summary">The summary of the job.</param>
/// <param name="Outputs">The outputs of the step.</param>
/// <param name="Files">The folder that is uploaded.</param>
internal sealed record Job(int Code, string Log, string Summary, IReadOnlyDictionary<string, string> Outputs, string Files)
{
    /// <summary>The annotations, without what is not one.</summary>
    public string[] Annotations => [.. Log.Split('\n').Where(l => l.StartsWith("::", StringComparison.Ordinal))];

    public string[] Uploaded => [.. Directory.GetFiles(Files).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public string Comment => File.ReadAllText(Path.Combine(Files, "comment.md"));

    /// <summary>The first line that is shown: the verdict.</summary>
    public string Verdict => Comment.Split('\n')[1];

    public JsonElement Diff => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Files, "diff.json"))).RootElement;

    /// <summary>The section of a case, from its heading to the next one.</summary>
    public string Section(string heading)
    {
        int start = Comment.IndexOf($"### {heading}\n", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        int end = Comment.IndexOf("\n### ", start, StringComparison.Ordinal);
        return end < 0 ? Comment[start..] : Comment[start..end];
    }

    /// <summary>The cells of a case's row in the table, by their column.</summary>
    public IReadOnlyDictionary<string, string> Row(string name)
    {
        string[][] rows = [.. Comment.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())];
        string[] row = rows.Single(r => r[0] == name);
        return rows[0].Zip(row).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
    }
}
