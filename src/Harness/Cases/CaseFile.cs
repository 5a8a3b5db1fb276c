namespace JudgeEval.Harness.Cases;

/// <summary>A file of a case, wherever it stands: on the disk or in a revision.</summary>
/// <param name="Name">Its name with forward slashes, as sets name it.</param>
/// <param name="Location">Its name in messages.</param>
/// <param name="Read">Reads its bytes; called at most once.</param>
public sealed record CaseFile(string Name, string Location, Func<byte[]> Read)
{
    /// <summary>The folder that it stands in, by its name; empty for none.</summary>
    internal string Folder => Name.LastIndexOf('/') is >= 0 and int slash ? Name[..slash] : "";
}
