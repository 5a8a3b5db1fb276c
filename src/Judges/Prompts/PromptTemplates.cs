using System.Collections.Immutable;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>A prompt that comes with the package, to be used as it is or as the beginning of an own one.</summary>
/// <param name="Name">Its name, which is also the prompt's.</param>
/// <param name="Summary">What it is for, in one sentence.</param>
/// <param name="Text">The text of its file, with LF line ends.</param>
public sealed record NamedPrompt(string Name, string Summary, string Text)
{
    /// <summary>The prompt.</summary>
    public PromptFile Parse() => PromptFile.Parse(Text, Name + ".md");
}

/// <summary>The prompts that come with the package, in the shapes that published studies of judges use.</summary>
public static class PromptTemplates
{
    // In the order in which a reader meets them; each has a file of its name.
    private static readonly ImmutableArray<string> Names =
    [
        "rating-only", "analyse-then-rate", "rating-by-words", "preference-five", "difficulty-single", "difficulty-preference", "group-conditioned",
        "candidates", "debater",
    ];

    /// <summary>All of them.</summary>
    public static ImmutableArray<NamedPrompt> All { get; } = [.. Names.Select(Load)];

    /// <summary>One of them.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static NamedPrompt Get(string name) => All.FirstOrDefault(t => t.Name == name)
        ?? throw new ArgumentException($"There is no prompt template '{name}'; {Nearest.Hint(name, Names)}.", nameof(name));

    private static NamedPrompt Load(string name)
    {
        string resource = $"JudgeEval.Judges.Templates.{name}.md";
        using Stream stream = typeof(PromptTemplates).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource '{resource}' is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string text = reader.ReadToEnd().ReplaceLineEndings("\n");

        // The front matter begins with a comment that says what the prompt is for.
        return new NamedPrompt(name, text.Split('\n')[1].TrimStart('#', ' '), text);
    }
}
