using System.Collections.Immutable;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>
/// Reads the cases of one revision from a folder and its subfolders, as shards of a run leave them, or from one record. A file that cannot be read is
/// named and never hides the others.
/// </summary>
public static class CaseSetReader
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Reads records and problems.</summary>
    /// <param name="path">A folder or a record.</param>
    /// <returns>The cases; the same files give the same set, whatever order the disk lists them in.</returns>
    /// <exception cref="JudgeEvalException">There is no such folder or file (<c>JE1810</c>).</exception>
    public static CaseSet Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        bool isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path))
        {
            throw new JudgeEvalException(DiffErrors.Absent(path));
        }

        string root = isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : Path.GetFullPath(path);
        IEnumerable<string> files = isFile ? [Path.GetFullPath(path)] : Directory.EnumerateFiles(root, "*", Everywhere).Where(IsOfCase);
        var reading = new Reading();
        foreach ((string file, string name) in files.Select(f => (f, Path.GetRelativePath(root, f).Replace('\\', '/'))).OrderBy(f => f.Item2, StringComparer.Ordinal))
        {
            reading.Take(file, name);
        }

        return reading.ToSet();
    }

    private static bool IsOfCase(string file) =>
        file.EndsWith(RecordFile.Extension, StringComparison.Ordinal) || file.EndsWith(CaseProblem.Extension, StringComparison.Ordinal);

    private sealed class Reading
    {
        private readonly Dictionary<(string Suite, string Case), (string Name, byte[] Bytes)> _seen = [];
        private readonly ImmutableArray<AlignmentRecord>.Builder _records = ImmutableArray.CreateBuilder<AlignmentRecord>();
        private readonly ImmutableArray<CaseProblem>.Builder _problems = ImmutableArray.CreateBuilder<CaseProblem>();
        private readonly ImmutableArray<BrokenFile>.Builder _broken = ImmutableArray.CreateBuilder<BrokenFile>();

        public void Take(string file, string name)
        {
            try
            {
                if (file.EndsWith(CaseProblem.Extension, StringComparison.Ordinal))
                {
                    TakeProblem(file, name);
                }
                else
                {
                    TakeRecord(file, name);
                }
            }
            catch (JudgeEvalException exception)
            {
                _broken.Add(new BrokenFile(name, exception.Diagnostics));
            }

            // Fields that do not fit each other, as after an edit by hand, show only when the record is put together.
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException or FormatException or IOException or UnauthorizedAccessException)
            {
                _broken.Add(new BrokenFile(name, [DiffErrors.Unreadable(file, exception.Message)]));
            }
        }

        public CaseSet ToSet() => new() { Records = _records.ToImmutable(), Problems = _problems.ToImmutable(), Broken = _broken.ToImmutable() };

        private void TakeProblem(string file, string name)
        {
            if (CaseProblem.Read(file) is not { } problem)
            {
                _broken.Add(new BrokenFile(name, [DiffErrors.NoProblem(file)]));
            }
            else if (!_problems.Contains(problem))
            {
                _problems.Add(problem);
            }
        }

        private void TakeRecord(string file, string name)
        {
            if (RecordFile.Read(file) is not { Suite: not null, Case: not null, Alignment: not null, Options: not null } record || record.Items.IsDefault)
            {
                _broken.Add(new BrokenFile(name, [DiffErrors.Unreadable(file, "it lacks the suite, the case, the alignment or the items")]));
                return;
            }

            // Shards may both upload what they share; two outcomes of one case are no outcome.
            byte[] bytes = File.ReadAllBytes(file);
            if (!_seen.TryGetValue((record.Suite, record.Case), out (string Name, byte[] Bytes) first))
            {
                _seen.Add((record.Suite, record.Case), (name, bytes));
                _records.Add(record);
            }
            else if (!first.Bytes.AsSpan().SequenceEqual(bytes))
            {
                _broken.Add(new BrokenFile(name, [DiffErrors.Twice(file, first.Name, record)]));
            }
        }
    }
}
