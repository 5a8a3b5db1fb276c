using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Cases;

/// <summary>Puts files together to a set, one after the other; the order of files decides only which of two equal ones is named.</summary>
internal sealed class CaseSetBuilder
{
    private readonly SortedDictionary<(string Suite, string Case), Found> _records = new(CaseOrder.Instance);
    private readonly SortedDictionary<(string Suite, string Case), List<(CaseProblem Problem, string Folder)>> _problems = new(CaseOrder.Instance);
    private readonly List<BrokenFile> _broken = [];

    /// <summary>Whether a file is one of a case, by its name.</summary>
    public static bool IsOfCase(string file) =>
        file.EndsWith(RecordFile.Extension, StringComparison.Ordinal) || file.EndsWith(CaseProblem.Extension, StringComparison.Ordinal);

    /// <summary>Adds a file; one that cannot be read is broken.</summary>
    public void Take(CaseFile file)
    {
        try
        {
            byte[] bytes = file.Read();
            if (file.Name.EndsWith(CaseProblem.Extension, StringComparison.Ordinal))
            {
                TakeProblem(file, bytes);
            }
            else
            {
                TakeRecord(file, bytes);
            }
        }
        catch (JudgeEvalException exception)
        {
            _broken.Add(new BrokenFile(file.Name, exception.Diagnostics));
        }

        // A list with nothing at a place, or a field that is gone.
        catch (NullReferenceException)
        {
            Refuse(file.Name, CaseErrors.Unreadable(file.Location, "something is missing in it, as after an edit by hand"));
        }

        // Fields that do not fit each other, as after an edit by hand, show only when the record is put together.
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or InvalidOperationException or NotSupportedException or FormatException or IOException or UnauthorizedAccessException)
        {
            Refuse(file.Name, CaseErrors.Unreadable(file.Location, exception.Message));
        }
    }

    /// <summary>Adds a broken file.</summary>
    public void Refuse(string name, Diagnostic why) => _broken.Add(new BrokenFile(name, [why]));

    /// <summary>The set.</summary>
    public CaseSet ToSet()
    {
        // A record beside the note that the case could not run is of an earlier run.
        var held = _problems.Where(p => !_records.TryGetValue(p.Key, out Found? found) || p.Value.Any(note => note.Folder == found.Folder)).ToList();
        HashSet<(string Suite, string Case)> lost = [.. held.Select(p => p.Key)];
        KeyValuePair<(string Suite, string Case), Found>[] ran = [.. _records.Where(r => !lost.Contains(r.Key))];
        return new CaseSet
        {
            Records = [.. ran.Select(r => r.Value.Record)],
            Problems = [.. held.Select(p => p.Value[0].Problem)],
            Broken = [.. _broken.OrderBy(b => b.Path, StringComparer.Ordinal)],
            Origins = ran.ToImmutableDictionary(r => r.Key, r => new CaseOrigin(r.Value.Name)),
        };
    }

    private void TakeProblem(CaseFile file, byte[] bytes)
    {
        if (CaseProblem.Parse(bytes) is not { } problem)
        {
            Refuse(file.Name, CaseErrors.NoProblem(file.Location));
            return;
        }

        if (!_problems.TryGetValue((problem.Suite, problem.Case), out var notes))
        {
            _problems.Add((problem.Suite, problem.Case), notes = []);
        }

        notes.Add((problem, file.Folder));
    }

    private void TakeRecord(CaseFile file, byte[] bytes)
    {
        if (RecordFile.Parse(bytes, file.Location) is not { Suite: not null, Case: not null, Alignment: not null, Options: not null } record || record.Items.IsDefault)
        {
            Refuse(file.Name, CaseErrors.Unreadable(file.Location, "it lacks the suite, the case, the alignment or the items"));
            return;
        }

        if (Misfit(record) is { } misfit)
        {
            Refuse(file.Name, CaseErrors.Inconsistent(file.Location, record.Suite, record.Case, misfit));
            return;
        }

        // Shards may both upload what they share; two outcomes of one case are no outcome.
        if (!_records.TryGetValue((record.Suite, record.Case), out Found? first))
        {
            _records.Add((record.Suite, record.Case), new Found(record, file.Name, file.Folder, bytes));
        }
        else if (!first.Bytes.AsSpan().SequenceEqual(bytes))
        {
            Refuse(file.Name, CaseErrors.Twice(file.Location, first.Name, record.Suite, record.Case));
        }
    }

    // An item twice, or a judgement of it, as after an edit or a merge by hand.
    private static string? Misfit(AlignmentRecord record)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        if (record.Items.FirstOrDefault(i => !ids.Add(i.Item.Id)) is { } twice)
        {
            return $"the item '{twice.Item.Id}' stands in it twice";
        }

        ConfusionTable confusion = record.Alignment.Confusion;
        if (confusion.Counts.Length != confusion.Labels.Length || confusion.Counts.Any(row => row.Length != confusion.Labels.Length))
        {
            return "its counts of labels have not a row and a column for each label";
        }

        try
        {
            RecordedJudge.Verdicts(record);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private sealed record Found(AlignmentRecord Record, string Name, string Folder, byte[] Bytes);
}
