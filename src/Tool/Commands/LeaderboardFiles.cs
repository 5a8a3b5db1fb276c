using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>The datasets of a leaderboard with their judges and corrections, as the command line names them.</summary>
internal static class LeaderboardFiles
{
    private const string VerdictFolder = "verdicts";

    /// <summary>Reads everything; all errors of all files are told at once.</summary>
    /// <param name="datasets">Dataset folders.</param>
    /// <param name="verdicts">Verdict files, folders of them or patterns; empty for those in each dataset's folder <c>verdicts</c>.</param>
    /// <param name="judges">The judges to keep; empty for all.</param>
    /// <param name="corrected">Files of corrected labels, each of them alone or as <c>DATASET=FILE</c>.</param>
    /// <exception cref="JudgeEvalException">A file is absent or malformed.</exception>
    /// <exception cref="UsageException">It cannot be told which dataset a file is of, or a judge is unknown.</exception>
    public static ImmutableArray<LeaderboardSource> Read(string[] datasets, string[] verdicts, string[] judges, string[] corrected)
    {
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        List<AnnotatedDataset> read = Gather(datasets, DatasetPath.Read, errors);
        (string Path, int Dataset)[] files = verdicts.Length > 0
            ? [.. verdicts.SelectMany(Expand).Select(path => (path, -1))]
            : [.. datasets.SelectMany((path, d) => Own(path, errors).Select(file => (file, d)))];
        List<(VerdictSet Verdicts, int Dataset)> sets = Gather(files, file => (VerdictFile.Read(file.Path), file.Dataset), errors);
        List<(string? Dataset, LabelCorrections Corrections)> corrections = Gather(corrected, Corrections, errors);
        if (errors.Count > 0)
        {
            throw new JudgeEvalException(errors.ToImmutable());
        }

        (VerdictSet Verdicts, int Dataset)[] placed = [.. sets.Select(s => s.Dataset >= 0 ? s : (s.Verdicts, DatasetOf(s.Verdicts, read)))];
        string[] known = [.. placed.Select(p => p.Verdicts.Judge.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (string judge in judges.Where(j => !known.Contains(j, StringComparer.Ordinal)))
        {
            throw new UsageException($"--judges: no verdicts are of '{judge}'{UsageHint.For(judge, known)}");
        }

        int[] corrects = [.. corrections.Select(c => CorrectedDataset(c.Dataset, c.Corrections, read))];
        if (corrects.GroupBy(d => d).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new UsageException($"--corrected: two files correct '{read[twice.Key].Info.Name}'; put their lines into one");
        }

        return
        [
            .. read.Select((dataset, d) => new LeaderboardSource(
                dataset,
                [.. placed.Where(p => p.Dataset == d && (judges.Length == 0 || judges.Contains(p.Verdicts.Judge.Name, StringComparer.Ordinal))).Select(p => p.Verdicts)])
            {
                Corrections = Array.IndexOf(corrects, d) is >= 0 and var at ? corrections[at].Corrections : null,
            }),
        ];
    }

    private static List<TResult> Gather<TSource, TResult>(IEnumerable<TSource> sources, Func<TSource, TResult> read, ImmutableArray<Diagnostic>.Builder errors)
    {
        List<TResult> results = [];
        foreach (TSource source in sources)
        {
            try
            {
                results.Add(read(source));
            }
            catch (JudgeEvalException exception)
            {
                errors.AddRange(exception.Diagnostics);
            }
        }

        return results;
    }

    private static string[] Own(string dataset, ImmutableArray<Diagnostic>.Builder errors)
    {
        if (!DatasetPath.TryFolder(dataset, out string folder))
        {
            // The reading of the dataset says so.
            return [];
        }

        string place = Path.Combine(folder, VerdictFolder);
        string[] files = Directory.Exists(place) ? [.. Directory.EnumerateFiles(place, "*" + VerdictFile.Extension).Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
        {
            errors.Add(new Diagnostic(
                "JE1838",
                $"the dataset has no *{VerdictFile.Extension} in its folder '{VerdictFolder}'",
                "no judge was run on it, or its verdicts stand elsewhere",
                "write verdicts there with 'judgeeval run' or 'judgeeval import', name the files with --verdicts, or leave the dataset out",
                SourceLocation.InFile(place)));
        }

        return files;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (Directory.Exists(path))
        {
            string[] inside = [.. Directory.EnumerateFiles(path, "*" + VerdictFile.Extension).Order(StringComparer.Ordinal)];
            return inside.Length > 0 ? inside : throw new UsageException($"--verdicts: the folder '{path}' has no *{VerdictFile.Extension}");
        }

        if (!FileGlob.IsPattern(path) || File.Exists(path))
        {
            return [path];
        }

        string[] files = FileGlob.Expand(path);
        return files.Length > 0 ? files : throw new UsageException($"--verdicts: no file fits '{path}'");
    }

    // By what the file says, else by where it stands, else because there is no other.
    private static int DatasetOf(VerdictSet verdicts, List<AnnotatedDataset> datasets)
    {
        int[] places = verdicts.Dataset is { } name ? Where(datasets, d => d.Info.Name == name) : [];
        places = places.Length > 0 || verdicts.DatasetHash is not { } hash ? places : Where(datasets, d => d.Identity.Hash == hash);

        // Two datasets of one name differ in their content.
        places = Array.FindAll(places, p => datasets[p].Identity.Hash == verdicts.DatasetHash) is { Length: > 0 } same ? same : places;
        places = places.Length > 0 ? places : Where(datasets, d => IsInside(verdicts.Path, d.Folder));
        return places.Length > 0 ? places[0]
            : datasets.Count == 1 ? 0
            : throw new UsageException(
                $"--verdicts: it cannot be told which dataset '{verdicts.Path}' is of: its header names "
                + $"{(verdicts.Dataset is { } other ? $"'{other}', which is none of them" : "none")}, and it stands in the folder of none");
    }

    private static (string? Dataset, LabelCorrections Corrections) Corrections(string text)
    {
        int at = File.Exists(text) ? -1 : text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? (text[..at], LabelCorrections.Read(text[(at + 1)..])) : (null, LabelCorrections.Read(text));
    }

    private static int CorrectedDataset(string? name, LabelCorrections corrections, List<AnnotatedDataset> datasets)
    {
        if (name is not null)
        {
            int place = datasets.FindIndex(d => d.Info.Name == name);
            return place >= 0 ? place : throw new UsageException($"--corrected: no dataset is called '{name}'{UsageHint.For(name, [.. datasets.Select(d => d.Info.Name)])}");
        }

        int[] places = datasets.Count == 1 ? [0] : Where(datasets, d => corrections.Items.All(item => d.TryFindItem(item, out _)));
        string why = places.Length == 0 ? "none has all its items" : "several have all its items";
        return places.Length == 1 ? places[0] : throw new UsageException(
            $"--corrected: it cannot be told which dataset '{corrections.Path}' corrects, because {why}; say --corrected NAME={corrections.Path}");
    }

    private static int[] Where(List<AnnotatedDataset> datasets, Func<AnnotatedDataset, bool> fits) => [.. Enumerable.Range(0, datasets.Count).Where(d => fits(datasets[d]))];

    private static bool IsInside(string? path, string? folder) =>
        path is not null && folder is not null && Path.GetFullPath(path).StartsWith(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
