using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>A snapshot's place: beside its suite, named as Verify names it.</summary>
/// <param name="Directory">The directory of the suite's source file.</param>
/// <param name="Suite">The class of the suite, as file names spell it.</param>
/// <param name="Name">The file's name without its ending, for example <c>SupportAnswers.Align_prompt=quality-v1</c>.</param>
public sealed record SnapshotName(string Directory, string Suite, string Name)
{
    /// <summary>The accepted snapshot's path.</summary>
    public string VerifiedPath => Path.Combine(Directory, Name + SnapshotNaming.VerifiedEnding);

    /// <summary>The path of a snapshot that waits to be accepted.</summary>
    public string ReceivedPath => Path.Combine(Directory, Name + SnapshotNaming.ReceivedEnding);

    /// <summary>The path of the committed baseline, beside the accepted snapshot.</summary>
    public string BaselinePath => Path.Combine(Directory, Name + BaselineFile.Extension);

    /// <summary>The path of a baseline that waits to be accepted.</summary>
    public string ReceivedBaselinePath => Path.Combine(Directory, Name + BaselineFile.ReceivedEnding);

    /// <summary>The command that accepts what the suite received.</summary>
    public string AcceptCommand => "judgeeval accept " + (Suite.Contains(' ', StringComparison.Ordinal) ? $"\"{Suite}\"" : Suite);
}

/// <summary>Verify's naming convention (github.com/VerifyTests/Verify, <c>docs/naming.md</c>).</summary>
public static class SnapshotNaming
{
    /// <summary>The end of an accepted snapshot's file name.</summary>
    public const string VerifiedEnding = ".verified.txt";

    /// <summary>The end of a received snapshot's file name.</summary>
    public const string ReceivedEnding = ".received.txt";

    /// <summary>The snapshot of one case of a suite: <c>{Class}.{Method}_{parameter}={value}…</c>.</summary>
    /// <param name="directory">The directory of the suite's source file.</param>
    /// <param name="className">The class without its namespace; a nested class as <c>Outer.Inner</c>.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameters">The parameters in the order of the method, each with its value as text; <see langword="null"/> is written <c>null</c>.</param>
    public static SnapshotName For(string directory, string className, string method, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        ArgumentException.ThrowIfNullOrEmpty(method);
        var name = new StringBuilder(className).Append('.').Append(method);
        foreach ((string parameter, string? value) in parameters)
        {
            name.Append('_').Append(parameter).Append('=').Append(value ?? "null");
        }

        return new SnapshotName(directory, Sanitise(className), Sanitise(name.ToString()));
    }

    /// <summary>A text as part of a file name on any system: each character that some system forbids becomes a dash.</summary>
    /// <param name="text">A text.</param>
    public static string Sanitise(string text) =>
        string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = source[i] is < ' ' or '"' or '\\' or '<' or '>' or '|' or ':' or '*' or '?' or '/' ? '-' : source[i];
            }
        });

    /// <summary>Cases that would write to one file on a file system that ignores upper and lower case.</summary>
    /// <param name="names">The snapshots of all cases of an assembly.</param>
    /// <returns>A diagnostic <c>JE5007</c> for each shared file, sorted by path.</returns>
    public static ImmutableArray<Diagnostic> FindCollisions(IEnumerable<SnapshotName> names) =>
    [
        .. names
            .GroupBy(n => n.VerifiedPath, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Skip(1).Any())
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => SnapshotErrors.SameName(g.Key, string.Join(" and ", g.Select(n => n.Name)))),
    ];
}
