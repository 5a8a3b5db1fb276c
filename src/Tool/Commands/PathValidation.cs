using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Commands;

/// <summary>Checks files by reading them with the very readers that use them.</summary>
internal static class PathValidation
{
    private const string RecordingEnding = ".recording.jsonl";

    /// <summary>Everything that is wrong, and what is only warned of, in the order of the paths; what several paths name is checked once.</summary>
    /// <param name="paths">Files and folders.</param>
    public static IReadOnlyList<Diagnostic> Check(IEnumerable<string> paths)
    {
        var found = new List<Diagnostic>();
        var done = new HashSet<(string Kind, string Path)>();
        foreach ((string kind, string path) in paths.SelectMany(Targets))
        {
            if (!done.Add((kind, Path.GetFullPath(path))))
            {
                continue;
            }

            try
            {
                found.AddRange(Read(kind, path));
            }
            catch (JudgeEvalException exception)
            {
                found.AddRange(exception.Diagnostics);
            }
        }

        return found;
    }

    private static IEnumerable<(string Kind, string Path)> Targets(string path)
    {
        if (Directory.Exists(path))
        {
            return Folder(path);
        }

        string name = Path.GetFileName(path);
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        return name == JudgeEvalConfiguration.FileName && File.Exists(path) ? Configuration(path)
            : DatasetFiles.All.Contains(name, StringComparer.Ordinal) && Directory.Exists(folder) ? [("dataset", folder)]
            : name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? [("prompt", path)]
            : name.EndsWith(VerdictFile.Extension, StringComparison.OrdinalIgnoreCase) ? [("verdicts", path)]
            : name.EndsWith(BaselineFile.Extension, StringComparison.OrdinalIgnoreCase) ? [("baseline", path)]
            : name.EndsWith(RecordingEnding, StringComparison.OrdinalIgnoreCase) && File.Exists(path) ? [("recordings", folder)]
            : [("unknown", path)];
    }

    private static IEnumerable<(string Kind, string Path)> Folder(string folder)
    {
        // A dataset whose dataset.yaml is missing is still a dataset: it is the reader that says what is absent.
        if (DatasetFiles.All.Any(file => File.Exists(Path.Combine(folder, file))))
        {
            return [("dataset", folder)];
        }

        IEnumerable<(string, string)> inside = Directory.EnumerateFiles(folder, "*" + VerdictFile.Extension).Order(StringComparer.Ordinal).Select(f => ("verdicts", f));
        inside = inside.Concat(Directory.EnumerateFiles(folder, "*" + RecordingEnding).Take(1).Select(_ => ("recordings", folder)));
        return inside.Any() ? inside : [("unknown", folder)];
    }

    // A file that is wrong names no other that could be checked.
    private static IEnumerable<(string Kind, string Path)> Configuration(string path)
    {
        JudgeEvalConfiguration configuration;
        try
        {
            configuration = JudgeEvalConfiguration.Read(path);
        }
        catch (JudgeEvalException)
        {
            return [("configuration", path)];
        }

        return
        [
            ("configuration", path),
            .. configuration.Judges
                .Select(judge => judge switch
                {
                    PromptJudgeDefinition d => d.Prompt,
                    DebateJudgeDefinition d => d.Debater,
                    _ => null,
                })
                .Where(prompt => prompt is not null && File.Exists(prompt))
                .Select(prompt => ("prompt", prompt!)),
        ];
    }

    private static ImmutableArray<Diagnostic> Read(string kind, string path)
    {
        switch (kind)
        {
            case "dataset":
                DatasetReader.Read(path);
                break;
            case "prompt":
                return PromptFile.Read(path).Warnings;
            case "configuration":
                JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Read(path);
                return [.. ConfigurationFiles.Check(configuration), .. ConfiguredGates.Check(configuration)];
            case "verdicts":
                VerdictFile.Read(path);
                break;
            case "baseline":
                BaselineFile.Read(path);
                break;
            case "recordings":
                RecordingStore.Open(path).Dispose();
                break;
            default:
                throw new JudgeEvalException(Unknown(path));
        }

        return [];
    }

    private static Diagnostic Unknown(string path) => File.Exists(path) || Directory.Exists(path)
        ? new Diagnostic(
            "JE1610", "what is to be checked cannot be told",
            Directory.Exists(path) ? "the folder has no dataset.yaml, no recordings and no verdict files" : "the name has none of the known endings",
            "give a dataset folder, a prompt (*.md), a recording (*.recording.jsonl), a verdict file (*.verdicts.jsonl), a baseline (*.baseline.jsonl) or judgeeval.yaml",
            SourceLocation.InFile(path))
        : new Diagnostic(
            "JE1601", "there is no such file or folder", "the path is probably mistyped, or the file was moved", "mend the path",
            SourceLocation.InFile(path));
}
