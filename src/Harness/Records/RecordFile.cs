namespace JudgeEval.Harness.Records;

/// <summary>Reads and writes records: one JSON object a file, stable bytes.</summary>
public static class RecordFile
{
    /// <summary>The end of a record's file name.</summary>
    public const string Extension = ".record.json";

    /// <summary>Writes a record; an existing file is replaced whole.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The file.</param>
    public static void Write(AlignmentRecord record, string path) => throw new NotSupportedException("Not built yet.");

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException">The file is absent, malformed or of another format.</exception>
    public static AlignmentRecord Read(string path) => throw new NotSupportedException("Not built yet.");
}
