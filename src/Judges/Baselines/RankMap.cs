namespace JudgeEval.Judges;

/// <summary>
/// Gives scores the labels of the same rank: the share of the scores below one becomes the share of the labels below its label.
/// So the labels come as often as people's, however the scores are spread. Equal scores get equal labels. Immutable.
/// </summary>
/// <param name="scores">The scores that rank, in any order; at least one.</param>
/// <param name="labels">People's labels.</param>
internal sealed class RankMap(IEnumerable<double> scores, LabelMarginal labels)
{
    private readonly double[] _sorted = [.. scores.Order()];

    public Label LabelOf(double score)
    {
        int below = FirstNot(score, orEqual: false), upTo = FirstNot(score, orEqual: true);
        return labels.At((below + upTo) / (2.0 * _sorted.Length));
    }

    /// <summary>How many scores are below one, or at it.</summary>
    private int FirstNot(double score, bool orEqual)
    {
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _sorted[middle] < score || (orEqual && _sorted[middle] == score) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
