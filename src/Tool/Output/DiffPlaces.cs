using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Tool.Output;

/// <summary>Where in the repository of the head what changed is to be seen.</summary>
internal sealed class DiffPlaces
{
    private readonly AlignmentRecord? _head;
    private readonly Dictionary<string, int> _snapshotLines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _itemLines = new(StringComparer.Ordinal);

    /// <summary>The places of a case.</summary>
    /// <param name="item">The case.</param>
    public DiffPlaces(CaseDiff item)
    {
        if (item.Head is not { } head)
        {
            return;
        }

        _head = head;
        Prompt = item.ChangedPromptLine is { } changed && head.PromptPath is { } path ? (RecordDecision.InRepository(head, path), changed) : null;

        // Only a snapshot that matches has the very lines that the record's disagreements make.
        if (head.Snapshot is { Matches: true, Unstable.IsEmpty: true })
        {
            int line = 0;
            foreach (SnapshotEntry entry in DisagreementSnapshot.Entries(head.Alignment))
            {
                _snapshotLines.Add(entry.Item, ++line);
            }
        }

        foreach (RecordedItem recorded in head.Items.Where(i => i.Line > 0))
        {
            _itemLines[recorded.Item.Id] = recorded.Line;
        }
    }

    /// <summary>The first line of the prompt that is another one; <see langword="null"/> where the prompt is the same, or not known of both.</summary>
    public (string File, int Line)? Prompt { get; }

    /// <summary>The line of an item in the committed snapshot, else in the dataset; <see langword="null"/> where neither is known.</summary>
    /// <param name="id">The item's id.</param>
    public (string File, int Line)? Of(string id) =>
        _head is null ? null
        : _snapshotLines.TryGetValue(id, out int line) ? (RecordDecision.InRepository(_head, _head.Snapshot!.Path), line)
        : _head.DatasetPath is { } dataset && _itemLines.TryGetValue(id, out line) ? (RecordDecision.InRepository(_head, $"{dataset.TrimEnd('/')}/{DatasetFiles.Items}"), line)
        : null;
}
