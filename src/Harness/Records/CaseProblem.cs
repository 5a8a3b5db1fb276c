using System.Text;

namespace JudgeEval.Harness.Records;

/// <summary>
/// A case that came to no alignment, and so to no record. It is noted beside the records, so that the table at the end of a
/// run does not pass over it.
/// </summary>
/// <param name="Test">The fully qualified name of the test.</param>
/// <param name="Suite">The suite's name.</param>
/// <param name="Case">The case's name.</param>
/// <param name="Judge">The judge's name; empty where it is not known.</param>
/// <param name="Prompt">The prompt's name; empty where there is none.</param>
/// <param name="Dataset">The dataset's name; empty where it is not known.</param>
/// <param name="Text">Why, a line for each error.</param>
public sealed record CaseProblem(string Test, string Suite, string Case, string Judge, string Prompt, string Dataset, string Text)
{
    /// <summary>Where records and problems stand, relative to the folder of the test assembly.</summary>
    public const string Folder = "alignment-records";

    /// <summary>The end of a problem's file name.</summary>
    public const string Extension = ".problem.txt";

    private const string Format = "judgeeval.problem/1";

    /// <summary>Writes the problem.</summary>
    /// <param name="path">The file; its folder exists.</param>
    public void Write(string path) => File.WriteAllText(path, string.Join('\n', Format, Test, Suite, Case, Judge, Prompt, Dataset, Text) + "\n");

    /// <summary>Reads a problem; <see langword="null"/> when the file is none.</summary>
    /// <param name="path">The file.</param>
    public static CaseProblem? Read(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>Reads a problem; <see langword="null"/> when the bytes are none.</summary>
    /// <param name="bytes">What a file holds.</param>
    public static CaseProblem? Parse(ReadOnlySpan<byte> bytes)
    {
        // A checkout may have made the line feeds to pairs.
        string[] parts = Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n', 8);
        return parts.Length == 8 && parts[0] == Format
            ? new CaseProblem(parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7])
            : null;
    }
}
