using System.Globalization;

namespace JudgeEval.Harness.Records;

/// <summary>The lines that git leaves in a file where two branches changed the same lines.</summary>
internal static class ConflictMarkers
{
    private const int Length = 7;

    /// <summary>Whether a line is such a marker: seven of the same sign, then nothing or a name.</summary>
    /// <param name="line">The line without its end.</param>
    public static bool IsMarker(ReadOnlySpan<byte> line) =>
        line.Length >= Length && line[0] is (byte)'<' or (byte)'=' or (byte)'>' or (byte)'|'
        && line[..Length].IndexOfAnyExcept(line[0]) < 0 && (line.Length == Length || line[Length] is (byte)' ' or (byte)'\r');

    /// <summary>The number of the first marker's line, from 1; 0 for none.</summary>
    /// <param name="text">A whole file.</param>
    public static int FirstLine(ReadOnlySpan<byte> text)
    {
        int number = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            number++;
            if (IsMarker(text[range]))
            {
                return number;
            }
        }

        return 0;
    }

    /// <summary>What to tell.</summary>
    /// <param name="code">The code.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">The first marker's line.</param>
    /// <param name="remedy">How the file is made anew.</param>
    public static Diagnostic Diagnose(string code, string path, int line, string remedy) => new(
        code,
        "the file holds a conflict that git could not merge",
        string.Create(CultureInfo.InvariantCulture, $"two branches changed the same lines, and the first marker of git stands on line {line}"),
        remedy,
        new SourceLocation(path, line, 1));
}
