using System.Collections.Immutable;

namespace JudgeEval.Harness.Records;

/// <summary>What a run left: the records of its cases, the cases that could not be run, and files that cannot be read. Immutable.</summary>
/// <param name="Records">The records, sorted by suite and case (ordinal).</param>
/// <param name="Problems">The cases that could not be run, sorted by suite and case (ordinal).</param>
/// <param name="Broken">What is wrong with each file that cannot be read, sorted by file. Such a file hides no other.</param>
public sealed record RecordFolder(ImmutableArray<RecordAt> Records, ImmutableArray<CaseProblem> Problems, ImmutableArray<Diagnostic> Broken)
{
    /// <summary>Reads records and folders of records, folders below them among it, as the shards of a run leave them.</summary>
    /// <param name="paths">Record files and folders; a file or case that is met twice counts once.</param>
    /// <returns>What was found. Two different records of one case (<c>JE1821</c>) are broken files, and so is a path that does not exist (<c>JE1801</c>).</returns>
    public static RecordFolder Read(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var reading = new Reading();
        foreach (string path in paths)
        {
            reading.Add(path);
        }

        return reading.Finish();
    }

    private sealed class Reading
    {
        private readonly SortedSet<string> _files = new(StringComparer.Ordinal);
        private readonly SortedDictionary<(string, string), RecordAt> _records = new(CaseOrder.Instance);
        private readonly SortedDictionary<(string, string), CaseProblem> _problems = new(CaseOrder.Instance);
        private readonly ImmutableArray<Diagnostic>.Builder _broken = ImmutableArray.CreateBuilder<Diagnostic>();

        public void Add(string path)
        {
            if (!Directory.Exists(path))
            {
                _files.Add(path);
                return;
            }

            foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                if (file.EndsWith(RecordFile.Extension, StringComparison.Ordinal) || file.EndsWith(CaseProblem.Extension, StringComparison.Ordinal))
                {
                    _files.Add(file);
                }
            }
        }

        public RecordFolder Finish()
        {
            foreach (string file in _files)
            {
                try
                {
                    Take(file);
                }
                catch (JudgeEvalException exception)
                {
                    _broken.AddRange(exception.Diagnostics);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    _broken.Add(new Diagnostic("JE1820", "the file cannot be read", exception.Message, "give back the right to read it", SourceLocation.InFile(file)));
                }
            }

            // A case that ran in one shard was not lost in another.
            return new RecordFolder([.. _records.Values], [.. _problems.Where(p => !_records.ContainsKey(p.Key)).Select(p => p.Value)], _broken.ToImmutable());
        }

        private void Take(string file)
        {
            if (file.EndsWith(CaseProblem.Extension, StringComparison.Ordinal))
            {
                CaseProblem problem = CaseProblem.Read(file) ?? throw new JudgeEvalException(new Diagnostic(
                    "JE1822", "the file does not say which case could not be run", "it was cut off, or another version of JudgeEval wrote it", "run the suite again with 'dotnet test'", SourceLocation.InFile(file)));
                _problems.TryAdd((problem.Suite, problem.Case), problem);
                return;
            }

            AlignmentRecord record = RecordFile.Read(file);
            if (!_records.TryAdd((record.Suite, record.Case), new RecordAt(record, file))
                && !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(_records[(record.Suite, record.Case)].Path)))
            {
                throw new JudgeEvalException(new Diagnostic(
                    "JE1821",
                    $"the case '{record.Case}' of the suite '{record.Suite}' has another record in {_records[(record.Suite, record.Case)].Path}",
                    "the records are of several runs, or two shards ran the same case with other results",
                    "keep the records of one run, and run each case in one shard",
                    SourceLocation.InFile(file)));
            }
        }
    }

    private sealed class CaseOrder : IComparer<(string Suite, string Case)>
    {
        public static readonly CaseOrder Instance = new();

        public int Compare((string Suite, string Case) x, (string Suite, string Case) y) =>
            string.CompareOrdinal(x.Suite, y.Suite) is not 0 and int suite ? suite : string.CompareOrdinal(x.Case, y.Case);
    }
}

/// <summary>A record and the file it was read from.</summary>
/// <param name="Record">The record.</param>
/// <param name="Path">The file.</param>
public sealed record RecordAt(AlignmentRecord Record, string Path);
