using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Revisions;

/// <summary>What a file of Markdown is as a prompt.</summary>
/// <param name="File">The prompt; <see langword="null"/> where it is none, or one that cannot be read.</param>
/// <param name="Text">Its text, with line feeds.</param>
internal sealed record RevisionPrompt(PromptFile? File, string Text)
{
    /// <summary>A file that is no prompt.</summary>
    public static RevisionPrompt None { get; } = new(null, "");

    /// <summary>The hash that a judge of the prompt has; <see langword="null"/> where it shows examples that the dataset does not have.</summary>
    /// <param name="dataset">Reads the dataset, whose texts and labels are part of the hash where the prompt shows examples.</param>
    public string? HashWith(Func<AnnotatedDataset?> dataset)
    {
        try
        {
            return File is null || File.Examples.IsEmpty ? File?.Hash
                : dataset() is { } people ? PromptExample.Hash(File.Hash, PromptExamples.Resolve(people, File))
                : null;
        }
        catch (JudgeEvalException)
        {
            return null;
        }
    }
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
            .Where(p => p.Prompt.File is not null),
    ]);

    /// <summary>The prompt with a hash; of several files the one that is named first.</summary>
    /// <param name="judge">The judge whose prompt is looked for.</param>
    /// <param name="dataset">Reads the judge's dataset, where the revision has it.</param>
    /// <returns><see langword="null"/> where there is none, or the judge has no hash.</returns>
    public (string Path, string Text)? Find(JudgeIdentity judge, Func<AnnotatedDataset?> dataset) => judge.PromptHash is not { } hash ? null
        : _prompts.Value.Where(p => p.Prompt.File!.Hash == hash || (p.Prompt.File.Name == judge.Prompt && p.Prompt.HashWith(dataset) == hash))
            .Select(p => ((string, string)?)(p.Path, p.Prompt.Text)).FirstOrDefault();

    /// <summary>The files of the prompt's name with another text, sorted. One whose examples are not there may be the same, and is none of them.</summary>
    /// <param name="judge">The judge whose prompt is looked for.</param>
    /// <param name="dataset">Reads the judge's dataset, where the revision has it.</param>
    public IEnumerable<string> Others(JudgeIdentity judge, Func<AnnotatedDataset?> dataset) => judge is not { Prompt: { } name, PromptHash: { } hash } ? []
        : _prompts.Value.Where(p => p.Prompt.File!.Name == name && p.Prompt.HashWith(dataset) is { } other && other != hash).Select(p => p.Path);

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
                ? new RevisionPrompt(prompt, text.ReplaceLineEndings("\n"))
                : RevisionPrompt.None;
        }
        catch (JudgeEvalException)
        {
            return RevisionPrompt.None;
        }
    }
}
