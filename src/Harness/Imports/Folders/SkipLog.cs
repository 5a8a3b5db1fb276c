using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JudgeEval.Harness.Datasets.Writing;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Counts rows that are left out, and writes each of them into the log beside the dataset.</summary>
/// <param name="folder">The dataset's folder.</param>
internal sealed class SkipLog(string folder) : IDisposable
{
    private readonly SkippedCounter _counter = new();
    private StreamWriter? _log;

    /// <summary>Leaves a row out.</summary>
    public void Add(SourceLocation at, string reason)
    {
        _counter.Add(at, reason);
        if (_log is null)
        {
            _log = new StreamWriter(Path.Combine(folder, ImportedFolder.LogFile), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            CsvWriter.Write(_log, ["reason", "file", "line", "column"]);
        }

        CsvWriter.Write(_log, [reason, at.File ?? "", at.Line.ToString(CultureInfo.InvariantCulture), at.Column.ToString(CultureInfo.InvariantCulture)]);
    }

    /// <summary>The counts.</summary>
    public ImmutableArray<SkippedRows> ToRows() => _counter.ToRows();

    /// <inheritdoc/>
    public void Dispose() => _log?.Dispose();
}
