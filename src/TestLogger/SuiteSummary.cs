using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;

namespace JudgeEval.TestLogger;

/// <summary>Reads the records of the run and prints them as one table.</summary>
internal static class SuiteSummary
{
    /// <summary>Where suites write their records, beside the test assembly.</summary>
    public const string RecordsFolder = "judgeeval/records";

    /// <summary>Prints the table, and a line of warning for each record that cannot be read; nothing when there is neither.</summary>
    public static void Print(SeenTests seen, TextWriter output, int width)
    {
        List<AlignmentRecord> records = [];
        List<string> warnings = [];
        foreach (string folder in seen.Folders)
        {
            string path = Path.Combine(folder, RecordsFolder);
            if (Directory.Exists(path))
            {
                Read(path, seen, records, warnings);
            }
        }

        if (records.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(SuiteTable.Render(records, width).TrimEnd('\n'));
        }

        foreach (string warning in warnings)
        {
            output.WriteLine($"judgeeval: warning: {warning}");
        }

        output.Flush();
    }

    private static void Read(string folder, SeenTests seen, List<AlignmentRecord> records, List<string> warnings)
    {
        string[] files = Directory.GetFiles(folder, "*" + RecordFile.Extension);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            try
            {
                AlignmentRecord record = RecordFile.Read(file);
                if (seen.Wrote(record.Test, record.Case))
                {
                    records.Add(record);
                }
            }
            catch (Exception exception) when (exception is JudgeEvalException or IOException or UnauthorizedAccessException)
            {
                string line = exception is JudgeEvalException known ? known.Diagnostics[0].ToString() : exception.Message;
                warnings.Add($"a record could not be read: {line.ReplaceLineEndings(" ")}");
            }
        }
    }
}
