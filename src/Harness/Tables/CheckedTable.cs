using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Lint;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>A table of people's and judges' labels, with every figure. Immutable.</summary>
public sealed record CheckedTable
{
    /// <summary>The table's name: its file's, without endings.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 over the table's bytes, unpacked, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What stands between the cells.</summary>
    public required char Separator { get; init; }

    /// <summary>How many items there are.</summary>
    public required int ItemCount { get; init; }

    /// <summary>The people who gave labels.</summary>
    public required ImmutableArray<string> People { get; init; }

    /// <summary>The scale on which people and judges were read.</summary>
    public required LabelScale Scale { get; init; }

    /// <summary>What was assumed of the scale, why, and how to choose otherwise; <see langword="null"/> when nothing was.</summary>
    public required string? Assumption { get; init; }

    /// <summary>What else was taken for granted or read by a rule, in sentences.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>What no rule reads: by value, the most frequent first.</summary>
    public required ImmutableArray<UnmappedValue> Unmapped { get; init; }

    /// <summary>What makes the figures misleading: people and judges with one label throughout, copies, a scale turned round, items chosen for disagreement.</summary>
    public required LintReport Lint { get; init; }

    /// <summary>How many items lint looked at: of a large table some at even distances.</summary>
    public required int LintedItems { get; init; }

    /// <summary>Each judge, in the order in which they were named.</summary>
    public required ImmutableArray<CheckedJudge> Judges { get; init; }
}

/// <summary>One judge of a table.</summary>
public sealed class CheckedJudge
{
    private readonly ItemAlignment?[] _disagreeing;
    private readonly CountedTable _table;

    internal CheckedJudge(AlignmentResult result, ItemAlignment?[] disagreeing, CountedTable table, DataVerdict verdict)
    {
        Result = result;
        Verdict = verdict;
        _disagreeing = disagreeing;
        _table = table;
        DisagreementCount = table.PatternOfItem.Count(p => disagreeing[p] is not null);
    }

    /// <summary>Every figure. Its items and disagreements are empty: <see cref="Disagreements"/> gives the rows.</summary>
    public AlignmentResult Result { get; }

    /// <summary>What so many labels can tell, and how many more would tell what they can not.</summary>
    public DataVerdict Verdict { get; }

    /// <summary>On how many items the judge disagrees with people.</summary>
    public int DisagreementCount { get; }

    /// <summary>The items on which the judge disagrees with people: those of unanimous people first, then in the order of the table.</summary>
    /// <returns>Each item with the line of its first row.</returns>
    public IEnumerable<(ItemAlignment Item, int Line)> Disagreements()
    {
        foreach (bool unanimous in (bool[])[true, false])
        {
            for (int item = 0; item < _table.PatternOfItem.Length; item++)
            {
                if (_disagreeing[_table.PatternOfItem[item]] is { } found && found.Unanimous == unanimous)
                {
                    yield return (found with { Item = _table.Content.IdOf(item) }, _table.Content.Lines[item]);
                }
            }
        }
    }
}
