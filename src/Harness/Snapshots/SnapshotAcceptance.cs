using System.Collections.Immutable;
using System.IO.Enumeration;

namespace JudgeEval.Harness.Snapshots;

/// <summary>A received snapshot that became the verified one.</summary>
/// <param name="Name">The snapshot's name, for example <c>SupportAnswers.Align_prompt=quality-v1</c>.</param>
/// <param name="VerifiedPath">The verified file, relative to the root and with forward slashes.</param>
/// <param name="Difference">What changed; without a verified snapshot, or where it could not be read, everything is added.</param>
/// <param name="IsNew">Whether there was no readable verified snapshot before.</param>
public sealed record AcceptedSnapshot(string Name, string VerifiedPath, SnapshotDifference Difference, bool IsNew);

/// <summary>What an acceptance took.</summary>
/// <param name="Accepted">The snapshots, sorted by path.</param>
/// <param name="Unmatched">The patterns that no received snapshot answers to, in the order given.</param>
/// <param name="Waiting">The names of received snapshots that no pattern chose, sorted by path.</param>
public sealed record SnapshotAcceptanceResult(ImmutableArray<AcceptedSnapshot> Accepted, ImmutableArray<string> Unmatched, ImmutableArray<string> Waiting);

/// <summary>Takes received snapshots as verified.</summary>
public static class SnapshotAcceptance
{
    /// <summary>
    /// Moves every <c>*.received.txt</c> that is a disagreement snapshot and answers to a pattern onto its
    /// <c>*.verified.txt</c>. Folders named <c>bin</c>, <c>obj</c> and <c>node_modules</c>, hidden folders and links are not entered.
    /// </summary>
    /// <param name="root">The folder to look below.</param>
    /// <param name="patterns">
    /// Which snapshots to take, all when empty. A pattern is a name with <c>*</c> and <c>?</c>, or the first part of a name
    /// up to a <c>.</c> or <c>_</c>: the class, the class and method, or all of it. Upper and lower case are the same.
    /// </param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static SnapshotAcceptanceResult Accept(string root, IReadOnlyList<string> patterns)
    {
        ImmutableArray<AcceptedSnapshot>.Builder accepted = ImmutableArray.CreateBuilder<AcceptedSnapshot>();
        ImmutableArray<string>.Builder waiting = ImmutableArray.CreateBuilder<string>();
        var unmatched = patterns.ToList();
        foreach (string received in SnapshotFolders.Find(root, SnapshotNaming.ReceivedEnding, enterProjects: true))
        {
            string name = Path.GetFileName(received)[..^SnapshotNaming.ReceivedEnding.Length];
            unmatched.RemoveAll(pattern => Matches(name, pattern));
            if (patterns.Count == 0 || patterns.Any(pattern => Matches(name, pattern)))
            {
                accepted.Add(Take(root, received, name));
            }
            else
            {
                waiting.Add(name);
            }
        }

        return new SnapshotAcceptanceResult(accepted.ToImmutable(), [.. unmatched], waiting.ToImmutable());
    }

    private static AcceptedSnapshot Take(string root, string received, string name)
    {
        string verified = received[..^SnapshotNaming.ReceivedEnding.Length] + SnapshotNaming.VerifiedEnding;
        string path = SnapshotFile.RelativePath(root, verified);
        string? text = File.Exists(verified) ? SnapshotFile.ReadText(verified) : null;
        bool isNew = text is null || !DisagreementSnapshot.IsSnapshot(text);
        SnapshotDifference difference = SnapshotComparer.Compare(
            isNew ? [] : DisagreementSnapshot.Parse(text!, path),
            DisagreementSnapshot.Parse(SnapshotFile.ReadText(received)!, received));
        File.Move(received, verified, overwrite: true);
        return new AcceptedSnapshot(name, path, difference, isNew);
    }

    private static bool Matches(string name, string pattern) =>
        pattern.AsSpan().ContainsAny('*', '?')
            ? FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true)
            : name.StartsWith(pattern, StringComparison.OrdinalIgnoreCase) && (name.Length == pattern.Length || name[pattern.Length] is '.' or '_');
}
