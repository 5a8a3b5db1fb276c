using System.Collections.Immutable;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>A verdict file with the name its judge has among the others.</summary>
/// <param name="Name">The judge's name; the file's name behind it where two judges are named alike.</param>
/// <param name="Verdicts">The verdicts.</param>
internal sealed record JudgeFile(string Name, VerdictSet Verdicts)
{
    /// <summary>Reads verdict files; all errors of all files are told at once.</summary>
    /// <param name="paths">Files, or folders whose verdict files are meant.</param>
    /// <exception cref="JudgeEvalException">A file is absent or malformed.</exception>
    /// <exception cref="UsageException">A folder has no verdict file.</exception>
    public static ImmutableArray<JudgeFile> Read(IEnumerable<string> paths)
    {
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var read = new List<(string Path, VerdictSet Verdicts)>();
        foreach (string path in paths.SelectMany(Expand))
        {
            try
            {
                read.Add((path, VerdictFile.Read(path)));
            }
            catch (JudgeEvalException exception)
            {
                errors.AddRange(exception.Diagnostics);
            }
        }

        if (errors.Count > 0)
        {
            throw new JudgeEvalException(errors.ToImmutable());
        }

        var counts = read.CountBy(r => r.Verdicts.Judge.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. read.Select(r => new JudgeFile(counts[r.Verdicts.Judge.Name] == 1 ? r.Verdicts.Judge.Name : $"{r.Verdicts.Judge.Name} ({r.Path})", r.Verdicts))];
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] files = [.. Directory.EnumerateFiles(path, "*" + VerdictFile.Extension).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"--verdicts: the folder '{path}' has no *{VerdictFile.Extension}");
    }
}
