using System.Globalization;

namespace JudgeEval;

/// <summary>
/// One thing that is wrong, said so that a person can mend it: where, a stable code, what, why, and what to do.
/// </summary>
/// <remarks>
/// Codes: <c>JE1xxx</c> data, <c>JE2xxx</c> prompt or judge, <c>JE3xxx</c> recording, <c>JE4xxx</c> gate,
/// <c>JE5xxx</c> snapshot, <c>JE6xxx</c> transport. A code never changes its meaning.
/// </remarks>
/// <param name="Code">The stable code, for example <c>JE1004</c>.</param>
/// <param name="What">What is wrong, without a full stop.</param>
/// <param name="Why">The probable cause or the rule that is broken, without a full stop.</param>
/// <param name="Remedy">What to do, with the command to run where there is one, without a full stop.</param>
/// <param name="Location">Where it is; <see cref="SourceLocation.None"/> when it is in no file.</param>
public sealed record Diagnostic(string Code, string What, string Why, string Remedy, SourceLocation Location)
{
    /// <summary>Whether it is a warning: what it names works, but not as well as it could.</summary>
    /// <value>The default value is <see langword="false"/>: an error.</value>
    public bool IsWarning { get; init; }

    /// <summary>
    /// The one-line form that MSBuild and editors understand: <c>file(line,column): error JE1004: what; why; what to do</c>, with
    /// <c>warning</c> in place of <c>error</c> for a warning.
    /// </summary>
    public override string ToString() => $"{Location}: {(IsWarning ? "warning" : "error")} {Code}: {What}; {Why}; {Remedy}";
}

/// <summary>A place in a file.</summary>
/// <param name="File">The path as the user gave it, or <see langword="null"/> when there is no file.</param>
/// <param name="Line">The line, counted from 1; 0 when only the file is known.</param>
/// <param name="Column">The column in UTF-16 code units, counted from 1; 0 when only the line is known.</param>
public readonly record struct SourceLocation(string? File, int Line, int Column)
{
    /// <summary>No file at all.</summary>
    public static SourceLocation None => default;

    /// <summary>A whole file.</summary>
    /// <param name="file">The path as the user gave it.</param>
    public static SourceLocation InFile(string file) => new(file, 0, 0);

    /// <summary><c>file(line,column)</c>, <c>file(line)</c>, <c>file</c>, or <c>judgeeval</c> without a file.</summary>
    public override string ToString()
    {
        if (File is null)
        {
            return "judgeeval";
        }

        if (Line == 0)
        {
            return File;
        }

        return Column == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line})")
            : string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column})");
    }
}
