using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>
/// What <c>judgeeval.yaml</c> says: the providers of models and the judges, by name, the gates of suites and their policy. It holds names of environment variables and no keys.
/// Immutable and safe for concurrent use.
/// </summary>
public sealed record JudgeEvalConfiguration
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "judgeeval.yaml";

    /// <summary>The path of the file as the user gave it, or as it was found.</summary>
    public required string Path { get; init; }

    /// <summary>The providers, in the order of the file; their names differ.</summary>
    public ImmutableArray<ProviderSettings> Providers { get; init; } = [];

    /// <summary>The judges, in the order of the file; their names differ, and what they are made of is there and never themselves.</summary>
    public ImmutableArray<JudgeDefinition> Judges { get; init; } = [];

    /// <summary>What suites do where a gate cannot decide, and how failures are corrected.</summary>
    /// <value>By default the file says nothing.</value>
    public PolicySettings Policy { get; init; } = new();

    /// <summary>The gates of suites, in the order of the file. Their texts are read when they are needed, because what they mean is not known here.</summary>
    public ImmutableArray<SuiteGates> Gates { get; init; } = [];

    /// <summary>The gates of a suite: its own, else those of <see cref="SuiteGates.Default"/>.</summary>
    /// <param name="suite">The suite's name; <see langword="null"/> for the default ones.</param>
    /// <returns><see langword="null"/> where the file states neither.</returns>
    public SuiteGates? GatesOf(string? suite) =>
        Gates.FirstOrDefault(gates => gates.Suite == suite) ?? Gates.FirstOrDefault(gates => gates.Suite == SuiteGates.Default);

    /// <summary>
    /// What the tokens of a judge cost: at the providers that a judge of this name asks, its members' and debaters' among them, else at the providers that have
    /// the judge's model.
    /// </summary>
    /// <param name="judge">The judge.</param>
    /// <returns><see langword="null"/> where it asks no provider, one of them states no price, or they charge differently.</returns>
    public TokenPrice? PriceOf(JudgeIdentity judge)
    {
        ArgumentNullException.ThrowIfNull(judge);
        return JudgePrices.Of(judge, this);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException">The file is absent, is not UTF-8, or is wrong in some way; all errors at once (<c>JE2201</c>..<c>JE2210</c>, <c>JE2220</c>..<c>JE2223</c>, <c>JE2240</c>..<c>JE2242</c>).</exception>
    public static JudgeEvalConfiguration Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2201",
                "the configuration cannot be read",
                exception is UnauthorizedAccessException ? "it is a folder, or its permissions forbid it" : "nothing stands at this path",
                $"check the path, or write a file '{FileName}' there",
                SourceLocation.InFile(path)));
        }

        return StrictUtf8.TryDecode(bytes, out string text, out int line, out int column)
            ? Parse(text, path)
            : throw new JudgeEvalException(new Diagnostic(
                "JE2202",
                "the configuration is not UTF-8",
                "a byte here is no part of a UTF-8 character",
                "save the file as UTF-8",
                new SourceLocation(path, line, column)));
    }

    /// <summary>Parses the text of a file.</summary>
    /// <param name="text">The text, with LF or CRLF line ends.</param>
    /// <param name="path">The path to name in errors, whose folder the paths in the text are relative to.</param>
    /// <exception cref="JudgeEvalException">The text is wrong in some way; all errors at once (<c>JE2203</c>..<c>JE2210</c>, <c>JE2220</c>..<c>JE2223</c>, <c>JE2240</c>..<c>JE2242</c>).</exception>
    public static JudgeEvalConfiguration Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ConfigurationReader(path).Read(text);
    }

    /// <summary>Reads the file of a folder, or of the nearest folder above it that has one.</summary>
    /// <param name="startFolder">Where to begin.</param>
    /// <returns>What the file says; <see langword="null"/> when no folder up to the root has one.</returns>
    /// <exception cref="JudgeEvalException">The file is wrong in some way (see <see cref="Read"/>).</exception>
    public static JudgeEvalConfiguration? Find(string startFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(startFolder);
        for (DirectoryInfo? folder = new(System.IO.Path.GetFullPath(startFolder)); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, FileName);
            if (File.Exists(path))
            {
                return Read(path);
            }
        }

        return null;
    }

    /// <summary>The provider of a name.</summary>
    /// <param name="name">The name, in the case of the file.</param>
    /// <exception cref="JudgeEvalException">There is none (<c>JE2211</c>); the nearest name is suggested.</exception>
    public ProviderSettings GetProvider(string name) =>
        Providers.FirstOrDefault(provider => provider.Name == name) ?? throw Unknown("provider", name, [.. Providers.Select(p => p.Name)]);

    /// <summary>The judge of a name.</summary>
    /// <param name="name">The name, in the case of the file.</param>
    /// <exception cref="JudgeEvalException">There is none (<c>JE2211</c>); the nearest name is suggested.</exception>
    public JudgeDefinition GetJudge(string name) =>
        Judges.FirstOrDefault(judge => judge.Name == name) ?? throw Unknown("judge", name, [.. Judges.Select(j => j.Name)]);

    private JudgeEvalException Unknown(string what, string name, ImmutableArray<string> known) => new(new Diagnostic(
        "JE2211",
        $"there is no {what} '{name}'",
        known.IsEmpty ? $"the file defines no {what}s" : $"the file defines {NameList.Of(known)}",
        known.IsEmpty ? $"define it under '{what}s:'" : Nearest.Of(name, known) is { } near ? $"did you mean '{near}'?" : $"use one of these, or define it under '{what}s:'",
        SourceLocation.InFile(Path)));
}
