using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>The controls of an interface that compare two responses, and what each of them shows on the left and on the right.</summary>
internal sealed class PairControls
{
    private readonly Dictionary<string, string[]?> _shown = new(StringComparer.Ordinal);

    /// <summary>Whether a control compares two responses.</summary>
    /// <param name="control">The control.</param>
    public bool Contains(string control) => _shown.ContainsKey(control);

    /// <summary>What a control shows on the left and on the right; <see langword="null"/> where the export does not tell.</summary>
    /// <param name="control">The control.</param>
    public (string Left, string Right)? ShownBy(string control) => _shown.GetValueOrDefault(control) is [var left, var right] ? (left, right) : null;

    /// <summary>Notes that a control compares two responses.</summary>
    /// <param name="control">The control.</param>
    /// <param name="toName">The two things that it compares, the left one first, as <c>to_name</c> tells them.</param>
    /// <exception cref="JudgeEvalException">It compared others before, or the same two the other way round.</exception>
    public void Add(string control, SourceJson? toName = null)
    {
        string[]? names = toName?.Kind == JsonValueKind.String && toName.Text().Split(',', StringSplitOptions.TrimEntries) is { Length: 2 } two ? two : null;
        string[]? before = _shown.GetValueOrDefault(control);
        if (names is not null && before is not null && !names.AsSpan().SequenceEqual(before))
        {
            // Left would be one response in one task and the other one in another task.
            throw toName!.Wrong(
                $"the control '{control}' compares '{string.Join(',', names)}' here and '{string.Join(',', before)}' before",
                "the labelling interface was changed between the tasks; import the tasks of each interface on their own");
        }

        _shown[control] = before ?? names;
    }
}
