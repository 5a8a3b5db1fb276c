using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>The items that have votes, with their votes counted in the judge's columns.</summary>
internal sealed class VoteShares
{
    public const string NoVotes = "no item has a vote";

    private readonly ProbabilityTable _judge;
    private readonly double[] _counts;

    public VoteShares(ProbabilityTable judge, RatingTable votes)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(votes);
        if (judge.ItemCount != votes.ItemCount)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The judge needs a row for each item: {judge.ItemCount} rows and {votes.ItemCount} items were given."), nameof(judge));
        }

        _judge = judge;
        Items = [.. Enumerable.Range(0, votes.ItemCount).Where(i => votes.CodesOf(i).Length > 0)];
        int[] columns = [.. votes.Categories.Select(value => judge.Categories.BinarySearch(value))];
        int width = judge.CategoryCount;
        _counts = new double[Items.Length * width];
        for (int i = 0; i < Items.Length; i++)
        {
            foreach (int code in votes.CodesOf(Items[i]))
            {
                int column = columns[code] >= 0
                    ? columns[code]
                    : throw new ArgumentException(
                        string.Create(CultureInfo.InvariantCulture, $"Item {Items[i]} has a vote for {votes.Categories[code]}, for which the judge has no column."), nameof(votes));
                _counts[(i * width) + column]++;
            }
        }
    }

    /// <summary>The items with at least one vote, ascending.</summary>
    public ImmutableArray<int> Items { get; }

    public int CategoryCount => _judge.CategoryCount;

    /// <summary>The judge's row of the item at a position of <see cref="Items"/>.</summary>
    public ReadOnlySpan<double> Probabilities(int position) => _judge[Items[position]];

    /// <summary>How many votes each of the judge's categories has from the item at a position of <see cref="Items"/>.</summary>
    public ReadOnlySpan<double> Votes(int position) => _counts.AsSpan(position * CategoryCount, CategoryCount);
}
