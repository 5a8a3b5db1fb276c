using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>The records of an export, which tools write as a JSON list, as JSON Lines, or below a key of an object.</summary>
internal static class ExportRecords
{
    private static readonly string[] LineEndings = [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"];

    /// <summary>The values of a file: one for each line of JSON Lines, else the one value.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <param name="target">Takes the errors.</param>
    /// <exception cref="JudgeEvalException">The file is absent or no gzip.</exception>
    public static IEnumerable<SourceJson> Values(string path, ImportTarget target) => IsLines(path) ? SourceJson.ReadLines(path, target)
        : target.Try(() => SourceJson.Read(path)) is { } value ? [value]
        : [];

    /// <summary>The records of a file: the values of its lines, or the elements of its list.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <param name="target">Takes the errors.</param>
    /// <param name="key">The key of an object below which the list may stand.</param>
    /// <exception cref="JudgeEvalException">The file is absent or no gzip.</exception>
    public static IEnumerable<SourceJson> Of(string path, ImportTarget target, string? key = null)
    {
        bool lines = IsLines(path);
        foreach (SourceJson value in Values(path, target))
        {
            if (lines)
            {
                yield return value;
                continue;
            }

            SourceJson list = key is not null && value.Optional(key) is { Kind: JsonValueKind.Array } below ? below : value;
            if (list.Kind != JsonValueKind.Array)
            {
                yield return list;
                continue;
            }

            foreach (SourceJson element in list.Elements("records"))
            {
                yield return element;
            }
        }
    }

    // Files of lines often have the ending of plain JSON: then each of the first two lines is an object of its own.
    private static bool IsLines(string path)
    {
        if (Array.Exists(LineEndings, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        byte[][] first = [.. SourceFile.Lines(path).Select(l => Trim(l.Line)).Where(l => l.Length > 0).Take(2)];
        return first.Length == 2 && Array.TrueForAll(first, l => l[0] == '{') && first[0][^1] == '}';
    }

    private static byte[] Trim(byte[] line) => line.AsSpan().Trim(" \t\r"u8).ToArray();
}
