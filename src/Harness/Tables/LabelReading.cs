using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>A text that is on no scale, with what maps it.</summary>
/// <param name="Column">The judge whose text it is.</param>
/// <param name="Value">The text.</param>
/// <param name="Count">How many judgements say it.</param>
/// <param name="Line">The line where it first stands.</param>
/// <param name="Option">The option that maps it.</param>
public sealed record UnmappedValue(string Column, string Value, int Count, int Line, string Option);

/// <summary>What the texts of a table are read as.</summary>
internal sealed class LabelReading
{
    /// <summary>The scale.</summary>
    public required LabelScale Scale { get; init; }

    public required TaskShape Shape { get; init; }

    /// <summary>What each text of a person is read as; <see cref="CellReader.Missing"/> for no value.</summary>
    public required string?[] OfPeople { get; init; }

    /// <summary>What each text of a judge is read as; <see langword="null"/> where no rule reads it.</summary>
    public required string?[] OfJudges { get; init; }

    /// <summary>What was assumed of the scale.</summary>
    public required string? Assumption { get; init; }

    public required ImmutableArray<string> Notes { get; init; }
}

/// <summary>How often each text of a table is said, by whom, and where first.</summary>
internal sealed class TextCounts
{
    // The first item that shows each text: of people, then of each judge.
    private readonly ImmutableArray<int[]> _firsts;

    public TextCounts(TableContent content, int judges)
    {
        Content = content;
        People = new int[content.Texts.Count];
        _firsts = [.. Enumerable.Range(0, judges + 1).Select(_ => Enumerable.Repeat(int.MaxValue, content.Texts.Count).ToArray())];
        Judges = [.. Enumerable.Range(0, judges).Select(_ => new int[content.Texts.Count])];
        int[] counts = content.Counts();
        for (int pattern = 0; pattern < counts.Length; pattern++)
        {
            ReadOnlySpan<int> pairs = content.PairsOf(pattern);
            for (int i = 0; i < pairs.Length; i += 2)
            {
                int text = pairs[i + 1];
                int judge = pairs[i] >= 0 ? -1 : content.Slots[~pairs[i]].Judge;
                (judge < 0 ? People : Judges[judge])[text] += counts[pattern];
                _firsts[judge + 1][text] = Math.Min(_firsts[judge + 1][text], content.FirstItems[pattern]);
            }
        }
    }

    public TableContent Content { get; }

    public int[] People { get; }

    public ImmutableArray<int[]> Judges { get; }

    /// <summary>Where a text first stands as a label of people.</summary>
    public SourceLocation OfPeople(int text) => At(0, text);

    /// <summary>Where a text first stands as a label of a judge.</summary>
    public SourceLocation OfJudge(int judge, int text) => At(judge + 1, text);

    private SourceLocation At(int side, int text) => new(Content.Path, Content.Lines[_firsts[side][text]], 1);

    /// <summary>Some texts with their counts, the most frequent first, for a message.</summary>
    public string Named(IEnumerable<int> texts, int[] counts)
    {
        int[] sorted = [.. texts.OrderByDescending(t => counts[t]).ThenBy(Content.TextOf, StringComparer.Ordinal)];
        string named = string.Join(", ", sorted.Take(6).Select(t => Datasets.DatasetErrors.Quote(Content.TextOf(t))));
        return sorted.Length > 6 ? FormattableString.Invariant($"{named} and {sorted.Length - 6} more") : named;
    }
}
