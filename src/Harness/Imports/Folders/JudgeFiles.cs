using System.Buffers;
using System.Collections.Immutable;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Writes the verdict files of many judges side by side, however many files a process may have open.</summary>
internal sealed class JudgeFiles
{
    /// <summary>The folder of verdict files in a dataset's folder.</summary>
    public const string FolderName = "verdicts";

    private const int FullAt = 32 * 1024;
    private const int MostHeld = 16 * 1024 * 1024;

    // The header is the first line, and the hash is known last; it has one length.
    private static readonly string HashToCome = new('0', DatasetHash.Length);

    private readonly IReadOnlyList<JudgeIdentity> _identities;
    private readonly string _dataset;

    private readonly (string Name, string File, ArrayBufferWriter<byte> Bytes)[] _judges;
    private readonly int[] _counts;
    private readonly string _folder;
    private int _held;

    public JudgeFiles(string folder, string dataset, IReadOnlyList<JudgeIdentity> judges)
    {
        _folder = folder;
        _dataset = dataset;
        _identities = judges;
        _counts = new int[judges.Count];
        var names = new DistinctFileNames();
        _judges = [.. judges.Select(j => (j.Name, Path.Combine(FolderName, names.Of(j.Name) + VerdictFile.Extension), new ArrayBufferWriter<byte>()))];
        if (judges.Count > 0)
        {
            Directory.CreateDirectory(Path.Combine(folder, FolderName));
        }

        for (int judge = 0; judge < judges.Count; judge++)
        {
            using var lines = new VerdictLineWriter(_judges[judge].Bytes);
            lines.Header(judges[judge], dataset, HashToCome);
            Flush(judge);
        }
    }

    /// <summary>Writes a line with its end.</summary>
    public void Write(int judge, ReadOnlySpan<byte> line)
    {
        ArrayBufferWriter<byte> bytes = _judges[judge].Bytes;
        bytes.Write(line);
        _held += line.Length;
        _counts[judge]++;
        if (bytes.WrittenCount >= FullAt)
        {
            Flush(judge);
        }
        else if (_held >= MostHeld)
        {
            FlushAll();
        }
    }

    /// <summary>Ends the files.</summary>
    /// <param name="datasetHash">The content hash of the dataset.</param>
    public ImmutableArray<ImportedJudge> Finish(string datasetHash)
    {
        FlushAll();
        for (int judge = 0; judge < _judges.Length; judge++)
        {
            ArrayBufferWriter<byte> header = _judges[judge].Bytes;
            using var lines = new VerdictLineWriter(header);
            lines.Header(_identities[judge], _dataset, datasetHash);
            using var stream = new FileStream(Path.Combine(_folder, _judges[judge].File), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            stream.Write(header.WrittenSpan);
            header.ResetWrittenCount();
        }

        return [.. _judges.Select((j, i) => new ImportedJudge(j.Name, j.File.Replace('\\', '/'), _counts[i]))];
    }

    private void FlushAll()
    {
        for (int judge = 0; judge < _judges.Length; judge++)
        {
            Flush(judge);
        }
    }

    private void Flush(int judge)
    {
        ArrayBufferWriter<byte> bytes = _judges[judge].Bytes;
        if (bytes.WrittenCount > 0)
        {
            using var stream = new FileStream(Path.Combine(_folder, _judges[judge].File), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            stream.Write(bytes.WrittenSpan);
            _held -= Math.Min(_held, bytes.WrittenCount);
            bytes.ResetWrittenCount();
        }
    }
}
