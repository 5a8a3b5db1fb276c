using JudgeEval.Judges;

namespace JudgeEval.Harness.Alignment;

/// <summary>Counts, item by item, how far a judge agrees with itself.</summary>
/// <param name="isPreference">Whether labels take sides.</param>
internal sealed class StabilityCounter(bool isPreference)
{
    private int _several;
    private int _repeated;
    private int _flipped;
    private double _agreement;
    private int _bothOrders;
    private int _orderFlips;
    private int _sides;
    private int _firstPosition;

    /// <summary>Takes an item in.</summary>
    /// <param name="count">How many like it there are.</param>
    /// <param name="judgements">How many judgements there are.</param>
    /// <param name="original">The labels in the original order.</param>
    /// <param name="swapped">The labels in the swapped order.</param>
    /// <param name="first">What the original order comes to, where it has labels.</param>
    /// <param name="second">What the swapped order comes to, where it has labels.</param>
    public void Add(int count, int judgements, List<Label> original, List<Label> swapped, Label? first, Label? second)
    {
        _several += judgements > 1 ? count : 0;
        long pairs = Pairs(original.Count) + Pairs(swapped.Count);
        if (pairs > 0)
        {
            long equal = EqualPairs(original) + EqualPairs(swapped);
            _repeated += count;
            _flipped += equal < pairs ? count : 0;
            _agreement += count * ((double)equal / pairs);
        }

        if (isPreference && first is { } shownFirst && second is { } shownSecond)
        {
            _bothOrders += count;
            _orderFlips += shownFirst.Value * shownSecond.Value < 0 ? count : 0;
            _sides += count * ((shownFirst.Value != 0 ? 1 : 0) + (shownSecond.Value != 0 ? 1 : 0));

            // A, of negative value, is shown first in the original order, and B in the swapped one.
            _firstPosition += count * ((shownFirst.Value < 0 ? 1 : 0) + (shownSecond.Value > 0 ? 1 : 0));
        }
    }

    /// <summary>The shares; <see langword="null"/> when no item has several judgements.</summary>
    public JudgeStability? Result() => _several == 0
        ? null
        : new JudgeStability(
            _several, Share(_flipped, _repeated), Share(_agreement, _repeated), Share(_orderFlips, _bothOrders), Share(_firstPosition, _sides));

    private static double? Share(double part, int whole) => whole == 0 ? null : part / whole;

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long EqualPairs(List<Label> labels) => labels.CountBy(l => l.Text, StringComparer.Ordinal).Sum(c => Pairs(c.Value));
}
