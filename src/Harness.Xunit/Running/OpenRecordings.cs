using System.Collections.Concurrent;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>The recordings of a folder, opened once in a process: cases share them, and only one store may write to a folder.</summary>
internal static class OpenRecordings
{
    private static readonly ConcurrentDictionary<string, Lazy<RecordingStore>> Stores = new(StringComparer.Ordinal);

    /// <summary>The recordings of a folder; it may be absent.</summary>
    /// <exception cref="JudgeEvalException">Recordings are malformed (<c>JE3001</c>..<c>JE3005</c>).</exception>
    public static RecordingStore Of(string folder) =>
        Stores.GetOrAdd(Path.GetFullPath(folder), path => new Lazy<RecordingStore>(() => RecordingStore.Open(path))).Value;
}
