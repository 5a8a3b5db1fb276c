using System.Globalization;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;

namespace JudgeEval.TestLogger;

/// <summary>Reads what the suites of a run wrote and prints it: one table, with the cases that could not be run, and files that cannot be read.</summary>
internal sealed class SuiteSummary
{
    private readonly SeenTests _seen;
    private readonly List<AlignmentRecord> _records = [];
    private readonly List<CaseProblem> _problems = [];
    private readonly List<string> _warnings = [];

    private SuiteSummary(SeenTests seen) => _seen = seen;

    /// <summary>Prints the summary of a run; nothing when its tests wrote nothing.</summary>
    public static void Print(SeenTests seen, TextWriter output, int width, bool colour)
    {
        var summary = new SuiteSummary(seen);
        foreach (string folder in seen.Folders)
        {
            summary.Read(Path.Combine(folder, CaseProblem.Folder));
        }

        summary.Print(output, width, colour);
    }

    private void Print(TextWriter output, int width, bool colour)
    {
        if (_records.Count > 0 || _problems.Count > 0)
        {
            UnrunCase[] unrun = [.. _problems.Select(p => new UnrunCase(p.Suite, p.Case, p.Judge, p.Prompt, p.Dataset, [.. p.Text.Split('\n')]))];
            output.WriteLine();
            output.WriteLine(SuiteTable.Render(_records, width, colour, unrun).TrimEnd('\n'));
        }

        if (_records.Count + _problems.Count > 0 && _seen.Skipped.Count > 0)
        {
            output.WriteLine();
            foreach ((string reason, int count) in _seen.Skipped)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SKIPPED  {count} test{(count == 1 ? "" : "s")}: {reason.ReplaceLineEndings(" ")}"));
            }
        }

        foreach (string warning in _warnings)
        {
            output.WriteLine($"judgeeval: warning: {warning}");
        }

        output.Flush();
    }

    private void Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        string[] files = Directory.GetFiles(folder);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            try
            {
                ReadFile(file);
            }
            catch (Exception exception) when (exception is JudgeEvalException or IOException or UnauthorizedAccessException)
            {
                string line = exception is JudgeEvalException known ? known.Diagnostics[0].ToString() : exception.Message;
                _warnings.Add($"a record could not be read: {line.ReplaceLineEndings(" ")}");
            }
        }
    }

    private void ReadFile(string file)
    {
        if (file.EndsWith(RecordFile.Extension, StringComparison.Ordinal))
        {
            AlignmentRecord record = RecordFile.Read(file);
            if (_seen.Wrote(record.Test, record.Case))
            {
                _records.Add(record);
            }
        }
        else if (file.EndsWith(CaseProblem.Extension, StringComparison.Ordinal)
            && CaseProblem.Read(file) is { } problem
            && _seen.Wrote(problem.Test, problem.Case))
        {
            _problems.Add(problem);
        }
    }
}
