using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>
/// The items on which a judge disagrees with people, as text for review: one line for each item, unanimous people first,
/// then by id. A line depends on its own item alone, so a change of one item is a change of one line.
/// </summary>
/// <remarks>
/// Columns: item, people's labels as counts in the order of the scale, the judge's label, the signed difference, whether
/// people were unanimous or split, and how many of the repeats gave the judge's label.
/// </remarks>
public static class DisagreementSnapshot
{
    /// <summary>The only line of a snapshot without a disagreement.</summary>
    public const string NoneLine = "no disagreement";

    /// <summary>The entries of an alignment, in the order of the snapshot.</summary>
    /// <param name="alignment">The alignment.</param>
    public static ImmutableArray<SnapshotEntry> Entries(AlignmentResult alignment) =>
        alignment.Disagreements.Select(SnapshotEntry.Of).ToImmutableArray().Sort(SnapshotEntry.Compare);

    /// <summary>The snapshot's text: line feeds, no byte order mark, ends with a line feed, never empty.</summary>
    /// <param name="alignment">The alignment.</param>
    public static string Render(AlignmentResult alignment) => Render(Entries(alignment));

    /// <summary>The snapshot's text: line feeds, no byte order mark, ends with a line feed, never empty.</summary>
    /// <param name="entries">The entries in the order of the snapshot.</param>
    public static string Render(ImmutableArray<SnapshotEntry> entries) =>
        entries.IsEmpty ? NoneLine + "\n" : string.Concat(entries.Select(e => e.Line + "\n"));

    /// <summary>Reads a snapshot.</summary>
    /// <param name="text">A snapshot's text, with or without the last line feed.</param>
    /// <param name="path">What to call the file in errors.</param>
    /// <exception cref="JudgeEvalException">
    /// <c>JE5008</c>: git left markers of a conflict; or <c>JE5004</c>: lines that no snapshot has, an item twice, or lines out of order; each is named.
    /// </exception>
    public static ImmutableArray<SnapshotEntry> Parse(string text, string path)
    {
        ImmutableArray<Diagnostic> errors = Read(text, path, out ImmutableArray<SnapshotEntry> entries);
        return errors.IsEmpty ? entries : throw new JudgeEvalException(errors);
    }

    /// <summary>Whether a text is a disagreement snapshot, so that snapshots of other kinds are left alone.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsSnapshot(string text) => Read(text, "", out _).IsEmpty;

    private static ImmutableArray<Diagnostic> Read(string text, string path, out ImmutableArray<SnapshotEntry> entries)
    {
        entries = [];
        string[] lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        if (lines is [NoneLine])
        {
            return [];
        }

        // Between the markers stand the lines of two snapshots, of which nothing else could be said that would help.
        int conflict = Array.FindIndex(lines, line => ConflictMarkers.IsMarker(Encoding.UTF8.GetBytes(line)) && !SnapshotEntry.TryParse(line, out _));
        if (conflict >= 0)
        {
            return [SnapshotErrors.Conflict(path, conflict + 1)];
        }

        ImmutableArray<SnapshotEntry>.Builder read = ImmutableArray.CreateBuilder<SnapshotEntry>(lines.Length);
        ImmutableArray<Diagnostic>.Builder errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        SnapshotEntry? previous = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!SnapshotEntry.TryParse(lines[i], out SnapshotEntry? entry))
            {
                errors.Add(SnapshotErrors.Malformed(path, i + 1, "the line is not one of a disagreement snapshot"));
            }
            else if (!seen.TryAdd(entry!.Item, i + 1))
            {
                errors.Add(SnapshotErrors.Malformed(
                    path, i + 1, string.Create(CultureInfo.InvariantCulture, $"the item '{SnapshotText.Escape(entry.Item)}' stands in line {seen[entry.Item]} already")));
            }
            else
            {
                if (previous is not null && SnapshotEntry.Compare(previous, entry) > 0)
                {
                    errors.Add(SnapshotErrors.Malformed(path, i + 1, $"the item '{SnapshotText.Escape(entry.Item)}' stands out of order"));
                }

                previous = entry;
                read.Add(entry);
            }
        }

        entries = errors.Count == 0 ? read.ToImmutable() : [];
        return errors.ToImmutable();
    }
}
