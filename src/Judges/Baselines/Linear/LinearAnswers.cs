namespace JudgeEval.Judges;

/// <summary>How a linear model's scores become a label.</summary>
internal interface ILinearAnswer
{
    /// <summary>The label.</summary>
    /// <param name="scores">The score of each model.</param>
    /// <param name="fold">The fold of the item.</param>
    Label LabelOf(ReadOnlySpan<double> scores, int fold);
}

/// <summary>The category whose model is surest; the first of the scale where several are.</summary>
internal sealed class LikeliestCategory(LabelScale scale) : ILinearAnswer
{
    public Label LabelOf(ReadOnlySpan<double> scores, int fold)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return scale.At(best);
    }
}

/// <summary>The predicted number, within the ends of the scale and to six decimals.</summary>
internal sealed class PredictedNumber(LabelScale scale) : ILinearAnswer
{
    public Label LabelOf(ReadOnlySpan<double> scores, int fold)
    {
        // Zero is added because a number that rounds to zero has no sign.
        double number = Math.Clamp(Math.Round(scores[0], 6) + 0.0, scale.Minimum, scale.Maximum);
        return new Label(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), number);
    }
}

/// <summary>
/// The label of the score's rank among the items of its fold, which one model scored, by the labels of the other folds. Of pairs
/// the sign of the score is the side and its size is ranked, so that exchanged responses get the mirrored label.
/// </summary>
internal sealed class RankedWithinFold : ILinearAnswer
{
    private readonly LabelScale _scale;
    private readonly bool _pairs;
    private readonly RankMap[] _maps;

    public RankedWithinFold(BaselineExamples examples, int[] folds, double?[] scores, bool pairs)
    {
        _scale = examples.Scale;
        _pairs = pairs;
        _maps = [.. Enumerable.Range(0, FoldedRidge.Folds).Select(fold => Map(examples, folds, scores, fold))];
    }

    public Label LabelOf(ReadOnlySpan<double> scores, int fold)
    {
        double score = scores[0];
        RankMap map = _maps[fold];
        return _pairs
            ? LabelMarginal.Preference(_scale, Math.Sign(score) * map.LabelOf(Math.Abs(score)).Value)
            : map.LabelOf(score);
    }

    private RankMap Map(BaselineExamples examples, int[] folds, double?[] scores, int fold)
    {
        LabelMarginal others = new(examples.All.Where((e, i) => folds[i] != fold).Select(e => e.Reference).OfType<Label>(), _scale);
        double?[] own = [.. scores.Where((score, i) => score is not null && folds[i] == fold)];

        // A fold without examples ranks among all: only an item that is no example can be in it.
        IEnumerable<double> ranking = (own.Length > 0 ? own : scores).OfType<double>();
        return _pairs ? new RankMap(ranking.Select(Math.Abs), others.Magnitudes()) : new RankMap(ranking, others);
    }
}
