using System.Collections.Immutable;
using System.IO.Enumeration;

namespace JudgeEval.Harness.Snapshots;

/// <summary>Takes received snapshots as verified, and received baselines as the committed ones.</summary>
public static class SnapshotAcceptance
{
    /// <summary>
    /// Accepts every case that waits and answers to a pattern: its <c>*.received.txt</c>, where that is a disagreement snapshot, becomes its
    /// <c>*.verified.txt</c>, and its <c>*.received.baseline.jsonl</c> its <c>*.baseline.jsonl</c>. Folders named <c>bin</c>, <c>obj</c> and
    /// <c>node_modules</c>, hidden folders and links are not entered. A case is taken with both of its files or not at all, and accepting again after an
    /// interruption takes what is left.
    /// </summary>
    /// <param name="root">The folder to look below.</param>
    /// <param name="patterns">
    /// Which cases to take, all when empty. A pattern is a name with <c>*</c> and <c>?</c>, or the first part of a name
    /// up to a <c>.</c> or <c>_</c>: the class, the class and method, or all of it. Upper and lower case are the same.
    /// </param>
    /// <param name="options">How; the default where it is <see langword="null"/>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static SnapshotAcceptanceResult Accept(string root, IReadOnlyList<string> patterns, AcceptanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        ImmutableArray<AcceptedCase>.Builder accepted = ImmutableArray.CreateBuilder<AcceptedCase>();
        ImmutableArray<RefusedCase>.Builder refused = ImmutableArray.CreateBuilder<RefusedCase>();
        ImmutableArray<string>.Builder waiting = ImmutableArray.CreateBuilder<string>();
        var unmatched = patterns.ToList();
        foreach (WaitingCase found in WaitingCase.Find(root))
        {
            unmatched.RemoveAll(pattern => Matches(found.Name, pattern));
            if (patterns.Count > 0 && !patterns.Any(pattern => Matches(found.Name, pattern)))
            {
                waiting.Add(found.Name);
                continue;
            }

            try
            {
                accepted.Add(found.Accept(options ?? new AcceptanceOptions()));
            }
            catch (JudgeEvalException exception)
            {
                refused.Add(new RefusedCase(found.Name, exception.Diagnostics[0]));
            }
        }

        return new SnapshotAcceptanceResult(accepted.ToImmutable(), refused.ToImmutable(), [.. unmatched], waiting.ToImmutable());
    }

    private static bool Matches(string name, string pattern) =>
        pattern.AsSpan().ContainsAny('*', '?')
            ? FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true)
            : name.StartsWith(pattern, StringComparison.OrdinalIgnoreCase) && (name.Length == pattern.Length || name[pattern.Length] is '.' or '_');
}
