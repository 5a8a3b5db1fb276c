using System.Text.RegularExpressions;
using JudgeEval.Harness.Cases;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Revisions;

/// <summary>Where a command reads cases from: a folder or file of the disk or, where there is none of that name, a revision of the repository.</summary>
/// <param name="console">The process: revisions are those of the folder that it was started in.</param>
internal sealed partial class CaseSource(ToolConsole console)
{
    private readonly GitRepository _repository = new(new GitProcess(console.Folder));

    /// <summary>Reads the cases.</summary>
    /// <param name="argument">A folder, a file or a revision.</param>
    /// <returns>The cases, and the argument with the revision by its hash.</returns>
    /// <exception cref="JudgeEvalException">It is none of them.</exception>
    public (CaseSet Cases, string Exact) Read(string argument)
    {
        if (File.Exists(argument) || Directory.Exists(argument))
        {
            return (CaseSetReader.Read(argument), argument);
        }

        RevisionArgument revision = RevisionArgument.Read(argument, _repository);
        CaseSet cases = new RevisionReader(_repository).Read(revision);
        if (cases.IsEmpty)
        {
            console.Error.Write(RevisionErrors.NoCase(argument) + "\n");
        }

        return (cases, revision.Exact);
    }

    /// <summary>Reads the cases of folders and files as one set, as the shards of a run, or those of one revision.</summary>
    /// <param name="arguments">Folders and files, or one revision.</param>
    /// <returns>The cases; what is neither a path nor a revision is broken among others, and alone is refused.</returns>
    public CaseSet ReadAll(IReadOnlyList<string> arguments) =>
        arguments is [var only] && !File.Exists(only) && !Directory.Exists(only) ? Read(only).Cases : CaseSetReader.Read(arguments);

    /// <summary>An argument as a shell reads it back.</summary>
    /// <param name="argument">The argument.</param>
    public static string Quote(string argument) => Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^[A-Za-z0-9_./][A-Za-z0-9_./:~^@%+=,-]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
