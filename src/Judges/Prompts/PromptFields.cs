using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>What a prompt's front matter says, and where it says what other rules have to point at.</summary>
internal sealed record PromptFields
{
    public string? Name { get; set; }

    public TaskShape? Task { get; set; }

    public PromptOutput Output { get; set; } = PromptOutput.Choice;

    public PromptTarget Target { get; set; }

    public bool Structured { get; set; }

    public LabelScale? Scale { get; set; }

    public ImmutableArray<string> Labels { get; set; } = [];

    public ImmutableArray<PromptExampleReference> Examples { get; set; } = [];

    public string? Criteria { get; set; }

    public float? Temperature { get; set; }

    public float? TopP { get; set; }

    public long? Seed { get; set; }

    public int? MaxOutputTokens { get; set; }

    /// <summary>Where each field that is known stands.</summary>
    public Dictionary<string, SourceLocation> Places { get; } = new(StringComparer.Ordinal);

    public SourceLocation PlaceOf(string field, string path) => Places.GetValueOrDefault(field, new SourceLocation(path, 1, 1));
}
