using JudgeEval.Judges;

namespace JudgeEval.Tool.Revisions;

/// <summary>What a file of Markdown is as a prompt.</summary>
/// <param name="Hash">Its hash; <see langword="null"/> where it is no prompt, or one that cannot be read.</param>
/// <param name="Name">The name of its front matter.</param>
/// <param name="Text">Its text, with line feeds.</param>
internal sealed record RevisionPrompt(string? Hash, string Name, string Text)
{
    /// <summary>A file that is no prompt.</summary>
    public static RevisionPrompt None { get; } = new(null, "", "");
}

/// <summary>Finds the prompts of a revision by their hashes and names.</summary>
/// <param name="files">All files of the revision.</param>
/// <param name="objects">Their contents.</param>
/// <param name="hashes">What was read already, by the content of the file; shared by revisions of one history.</param>
internal sealed class RevisionPrompts(IReadOnlyList<GitFile> files, GitObjects objects, Dictionary<string, RevisionPrompt> hashes)
{
    // What is longer is a document and no prompt.
    private const int LongestPrompt = 1_000_000;

    private readonly Lazy<(string Path, RevisionPrompt Prompt)[]> _prompts = new(() =>
    [
        .. files
            .Where(f => f.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => (f.Path, Prompt: Read(f, objects, hashes)))
            .Where(p => p.Prompt.Hash is not null),
    ]);

    /// <summary>The prompt with a hash; of several files the one that is named first.</summary>
    /// <param name="hash">The hash; <see langword="null"/> where the judge has none.</param>
    public (string Path, string Text)? Find(string? hash) =>
        hash is null ? null : _prompts.Value.Where(p => p.Prompt.Hash == hash).Select(p => ((string, string)?)(p.Path, p.Prompt.Text)).FirstOrDefault();

    /// <summary>The files of a name with another text, sorted.</summary>
    /// <param name="name">The name; <see langword="null"/> where the judge has none.</param>
    /// <param name="hash">The hash of the text.</param>
    public IEnumerable<string> Others(string? name, string? hash) =>
        name is null || hash is null ? [] : _prompts.Value.Where(p => p.Prompt.Name == name && p.Prompt.Hash != hash).Select(p => p.Path);

    private static RevisionPrompt Read(GitFile file, GitObjects objects, Dictionary<string, RevisionPrompt> hashes)
    {
        if (!hashes.TryGetValue(file.Object, out RevisionPrompt? prompt))
        {
            hashes.Add(file.Object, prompt = Parse(file, objects));
        }

        return prompt;
    }

    // Most Markdown is no prompt.
    private static RevisionPrompt Parse(GitFile file, GitObjects objects)
    {
        try
        {
            byte[] bytes = objects.Read(file);
            return bytes.Length <= LongestPrompt && bytes.AsSpan().IndexOf("---"u8) is >= 0 and <= 3 && StrictUtf8.TryDecode(bytes, out string text, out _, out _)
                && PromptFile.Parse(text, file.Path) is var prompt
                ? new RevisionPrompt(prompt.Hash, prompt.Name, text.ReplaceLineEndings("\n"))
                : RevisionPrompt.None;
        }
        catch (JudgeEvalException)
        {
            return RevisionPrompt.None;
        }
    }
}
