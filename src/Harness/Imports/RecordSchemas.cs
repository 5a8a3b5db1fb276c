using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>The JSON Schemas (draft 2020-12) of the records that this tool reads and writes.</summary>
public static class RecordSchemas
{
    private const string Prefix = "JudgeEval.Harness.Schemas.";
    private const string Suffix = ".schema.json";

    /// <summary>The names: <c>judgement</c>, a line of a log of judgements, and <c>verdict</c>, a line of a verdict file.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(RecordSchemas).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a schema.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static string Text(string name)
    {
        using Stream stream = typeof(RecordSchemas).Assembly.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new ArgumentException($"There is no schema '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
