using System.Collections.Immutable;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Revisions;

/// <summary>Reads the cases that revisions commit: records, and for a case that has none its accepted baseline with the dataset, prompt and snapshot of the same revision.</summary>
/// <param name="repository">The repository.</param>
internal sealed class RevisionReader(GitRepository repository)
{
    private readonly Dictionary<string, AnnotatedDataset> _datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RevisionPrompt> _prompts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BaselineRecord> _baselines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommittedCase> _cases = new(StringComparer.Ordinal);

    /// <summary>Reads a revision.</summary>
    /// <param name="revision">The revision.</param>
    /// <returns>The cases; files that cannot be used are named among them.</returns>
    /// <exception cref="JudgeEvalException">The revision has nothing at the path (<c>JE1818</c>), or git fails.</exception>
    public CaseSet Read(RevisionArgument revision)
    {
        IReadOnlyList<GitFile> files = repository.Files(revision.Commit);
        GitFile[] scope = [.. files.Where(revision.Has)];
        if (scope.Length == 0 && revision.Path.Length > 0)
        {
            throw new JudgeEvalException(RevisionErrors.NoSuchFolder(revision.Name, revision.Path));
        }

        using GitObjects objects = repository.Open();
        CaseSet set = CaseSetReader.Read(scope.Select(f => new CaseFile(f.Path, $"{revision.Name}:{f.Path}", () => objects.Read(f))));
        var committed = new Committed(this, revision, files, objects);
        CommittedCase[] cases = [.. scope.Where(IsBaseline).Select(committed.Case).OfType<CommittedCase>()];
        return CommittedCases.Add(set with { Broken = [.. set.Broken, .. committed.Broken], Revision = revision.Commit }, cases);
    }

    /// <summary>Whether a file is a baseline that was accepted.</summary>
    /// <param name="file">The file.</param>
    public static bool IsBaseline(GitFile file) =>
        file.Path.EndsWith(BaselineFile.Extension, StringComparison.Ordinal) && !file.Path.EndsWith(BaselineFile.ReceivedEnding, StringComparison.Ordinal);

    private sealed class Committed(RevisionReader reader, RevisionArgument revision, IReadOnlyList<GitFile> files, GitObjects objects)
    {
        private readonly RevisionDatasets _datasets = new(files, objects, reader._datasets);
        private readonly RevisionPrompts _prompts = new(files, objects, reader._prompts);
        private readonly Dictionary<string, GitFile> _files = files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        private readonly SortedDictionary<string, BrokenFile> _broken = new(StringComparer.Ordinal);

        public IEnumerable<BrokenFile> Broken => _broken.Values;

        public CommittedCase? Case(GitFile file)
        {
            if (Try(file.Path, () => Baseline(file)) is not { } baseline)
            {
                return null;
            }

            string? folder = _datasets.Find(baseline.Dataset, file.Folder);
            int broken = _broken.Count;
            JudgeIdentity judge = baseline.Baseline.Verdicts.Judge;
            AnnotatedDataset? Dataset() => folder is null ? null : Try(folder, () => _datasets.Read(folder, revision.Name));
            (string Path, string Text)? prompt = _prompts.Find(judge, Dataset);
            ImmutableArray<string> others = [.. _prompts.Others(judge, Dataset)];
            string snapshot = file.Path[..^BaselineFile.Extension.Length] + SnapshotNaming.VerifiedEnding;
            GitFile? verified = _files.GetValueOrDefault(snapshot);

            // What is made of the same files is the same, and a broken file is told of each revision.
            string key = string.Join('\0', file.Path, file.Object, folder, folder is null ? "" : _datasets.KeyOf(folder), prompt?.Path, verified?.Object, string.Join('\u0001', others));
            return reader._cases.TryGetValue(key, out CommittedCase? known) ? known
                : Make(file, baseline, folder, prompt, others, verified) is var made && _broken.Count > broken ? made
                : reader._cases[key] = made;
        }

        private CommittedCase Make(GitFile file, BaselineRecord baseline, string? folder, (string Path, string Text)? prompt, ImmutableArray<string> others, GitFile? verified)
        {
            SnapshotEntry[]? entries = verified is null ? null : Try(verified.Path, () => Snapshot(verified));
            return new CommittedCase(file.Path, baseline)
            {
                Dataset = folder is null ? null : Try(folder, () => _datasets.Read(folder, revision.Name)),
                DatasetPath = folder,
                PromptPath = prompt?.Path,
                PromptText = prompt?.Text,
                OtherPrompts = others,
                SnapshotPath = entries is null ? null : verified?.Path,
                Snapshot = [.. entries ?? []],
            };
        }

        private BaselineRecord Baseline(GitFile file)
        {
            string key = $"{file.Object} {file.Path}";
            return reader._baselines.TryGetValue(key, out BaselineRecord? known) ? known : reader._baselines[key] = BaselineFile.Parse(objects.Read(file), Named(file.Path));
        }

        private SnapshotEntry[] Snapshot(GitFile file)
        {
            string text = StrictUtf8.TryDecode(objects.Read(file), out string decoded, out _, out _) ? decoded : "\uFFFD";
            return [.. DisagreementSnapshot.Parse(text.Replace("\r\n", "\n", StringComparison.Ordinal), Named(file.Path))];
        }

        private T? Try<T>(string path, Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (JudgeEvalException exception)
            {
                _broken[path] = new BrokenFile(path, exception.Diagnostics);
                return null;
            }
        }

        private string Named(string path) => $"{revision.Name}:{path}";
    }
}
