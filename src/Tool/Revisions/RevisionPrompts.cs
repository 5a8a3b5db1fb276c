using JudgeEval.Judges;

namespace JudgeEval.Tool.Revisions;

/// <summary>Finds the prompts of a revision by their hashes.</summary>
/// <param name="files">All files of the revision.</param>
/// <param name="objects">Their contents.</param>
/// <param name="hashes">What was read already, by the content of the file; shared by revisions of one history.</param>
internal sealed class RevisionPrompts(IReadOnlyList<GitFile> files, GitObjects objects, Dictionary<string, (string? Hash, string Text)> hashes)
{
    // What is longer is a document and no prompt.
    private const int LongestPrompt = 1_000_000;

    private readonly Lazy<ILookup<string, (string Path, string Text)>> _prompts = new(() => files
        .Where(f => f.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
        .Select(f => (f.Path, Prompt: Read(f, objects, hashes)))
        .Where(p => p.Prompt.Hash is not null)
        .ToLookup(p => p.Prompt.Hash!, p => (p.Path, p.Prompt.Text), StringComparer.Ordinal));

    /// <summary>The prompt with a hash; of several files the one that is named first.</summary>
    /// <param name="hash">The hash; <see langword="null"/> where the judge has none.</param>
    public (string Path, string Text)? Find(string? hash) =>
        hash is null || !_prompts.Value.Contains(hash) ? null : _prompts.Value[hash].OrderBy(p => p.Path, StringComparer.Ordinal).First();

    private static (string? Hash, string Text) Read(GitFile file, GitObjects objects, Dictionary<string, (string? Hash, string Text)> hashes)
    {
        if (!hashes.TryGetValue(file.Object, out (string? Hash, string Text) prompt))
        {
            hashes.Add(file.Object, prompt = Parse(file, objects));
        }

        return prompt;
    }

    // Most Markdown is no prompt.
    private static (string? Hash, string Text) Parse(GitFile file, GitObjects objects)
    {
        try
        {
            byte[] bytes = objects.Read(file);
            return bytes.Length <= LongestPrompt && bytes.AsSpan().IndexOf("---"u8) is >= 0 and <= 3 && StrictUtf8.TryDecode(bytes, out string text, out _, out _)
                ? (PromptFile.Parse(text, file.Path).Hash, text.ReplaceLineEndings("\n"))
                : (null, "");
        }
        catch (JudgeEvalException)
        {
            return (null, "");
        }
    }
}
