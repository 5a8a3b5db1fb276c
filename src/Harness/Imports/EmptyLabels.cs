using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Harness.Imports;

/// <summary>Counts people's labels that are empty. They are not written down, because nobody can tell whether anybody was asked.</summary>
internal sealed class EmptyLabels
{
    private int _count;
    private SourceLocation _first;

    /// <summary>Counts one.</summary>
    /// <param name="at">Where it stands.</param>
    public void Add(SourceLocation at)
    {
        if (_count++ == 0)
        {
            _first = at;
        }
    }

    /// <summary>What a person has to know of them: a sentence, or none.</summary>
    public ImmutableArray<string> Notes => _count == 0
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"people's labels that are empty: {_count}, the first at {_first}; they are missing ones and stand in no file")];
}
