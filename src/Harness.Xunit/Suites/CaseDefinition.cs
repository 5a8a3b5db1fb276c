namespace JudgeEval.Xunit;

/// <summary>All that a case needs to run, as plain values: rows are serialized between discovery and execution.</summary>
internal sealed record CaseDefinition
{
    /// <summary>Stands between the parts of a case's name.</summary>
    public const string Separator = " · ";

    public required SuiteMethod Test { get; init; }

    /// <summary>The suite's name.</summary>
    public required string Suite { get; init; }

    /// <summary>The suite's source file as the compiler knew it.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The dataset's folder, relative to the project, or its name in its source; empty on a row that only tells a problem.</summary>
    public string DatasetPath { get; init; } = "";

    /// <summary>The assembly-qualified name of the dataset's source; <see langword="null"/> for a folder of the project.</summary>
    public string? DatasetSource { get; init; }

    /// <summary>The judge among those that came with the dataset of a source.</summary>
    public string? RecordedJudge { get; init; }

    /// <summary>The prompt file, relative to the project.</summary>
    public string? PromptPath { get; init; }

    /// <summary>The prompt's name, as its front matter gives it.</summary>
    public string? PromptName { get; init; }

    /// <summary>The model as the suite spells it.</summary>
    public string? Model { get; init; }

    /// <summary>The provider of <c>judgeeval.yaml</c> that the model stands for; <see langword="null"/> where none has it.</summary>
    public string? Provider { get; init; }

    /// <summary>The judge's name in <c>judgeeval.yaml</c>, which says what it is made of.</summary>
    public string? DefinedJudge { get; init; }

    /// <summary>The verdict file, relative to the project.</summary>
    public string? VerdictsPath { get; init; }

    /// <summary>The folder of the recordings, relative to the project.</summary>
    public string Recordings { get; init; } = "";

    public int Repeats { get; init; } = 1;

    public bool Swap { get; init; }

    public int Concurrency { get; init; } = 1;

    /// <summary>The assembly-qualified name of the client factory.</summary>
    public string? ClientFactory { get; init; }

    /// <summary>Why there is no case to run, as <see cref="DiagnosticText.Of"/> writes it; the row fails with this text.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the problem is only that the data are not on this machine; xunit then skips the row.</summary>
    public bool DataAbsent { get; init; }

    /// <summary>The dataset's name for people: its folder's own name.</summary>
    public string DatasetName => DatasetPath[(DatasetPath.LastIndexOf('/') + 1)..];

    /// <summary>The judge without its dataset: prompt and model, or the name of a recorded or a defined judge or of its verdict file.</summary>
    public IEnumerable<string> JudgeParts => (RecordedJudge ?? DefinedJudge) is { } judge ? [judge]
        : VerdictsPath is { } verdicts ? [VerdictFileName(verdicts)]
        : new[] { PromptName, Model }.Where(part => part is not null).Select(part => part!);

    /// <summary>The case's name: the same on every machine and wherever the prompt's file stands.</summary>
    public string Name => Problem is not null
        ? string.Join(Separator, new[] { Suite, DatasetName, DataAbsent ? "data absent" : "cannot run" }.Where(part => part.Length > 0).Distinct(StringComparer.Ordinal))
        : string.Join(Separator, [DatasetName, .. JudgeParts]);

    /// <summary>The name with dots for separators, for file names.</summary>
    public string FileName => Name.Replace(Separator, ".", StringComparison.Ordinal).Replace(' ', '-');

    private static string VerdictFileName(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        const string Ending = ".verdicts.jsonl";
        return name.EndsWith(Ending, StringComparison.Ordinal) ? name[..^Ending.Length] : Path.GetFileNameWithoutExtension(name);
    }
}
