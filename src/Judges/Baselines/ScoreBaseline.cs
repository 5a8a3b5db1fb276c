namespace JudgeEval.Judges;

/// <summary>
/// Labels by one number of a response. Of a pair the response with more of it is better, as strongly as people's preferences are
/// as a rule, and equal ones are "none". A single response gets the label of its rank among the examples.
/// </summary>
internal sealed class ScoreBaseline : BaselineJudge
{
    private readonly Func<string, string, int> _score;
    private readonly bool _share;
    private readonly RankMap? _ranks;
    private readonly double _magnitude;

    /// <summary>Ranks the examples.</summary>
    /// <param name="kind">Which baseline it is.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="score">The number of a context and a response.</param>
    public ScoreBaseline(BaselineKind kind, BaselineExamples examples, Func<string, string, int> score)
        : base(kind, examples)
    {
        _score = score;
        _share = kind == BaselineKind.Overlap;
        if (examples.Shape == TaskShape.Preference)
        {
            _magnitude = examples.Marginal.UsualMagnitude();
        }
        else
        {
            _ranks = new RankMap(examples.All.Where(e => e.Item.Response is not null).Select(e => Single(e.Item.Context, e.Item.Response!)), examples.Marginal);
        }
    }

    /// <summary>Why the examples have no such baseline; <see langword="null"/> when they have one.</summary>
    public static string? WhyNot(BaselineExamples examples, bool needsContext)
    {
        LabelScale scale = examples.Scale;
        return examples.Shape == TaskShape.Preference && scale.Level != ScaleLevel.Preference ? "the labels of the pairs are not A, N and B"
            : scale.Level == ScaleLevel.Nominal && (scale.Labels.Length != 2 || scale.Positive is null)
                ? "the scale does not say which label is the higher one"
            : !examples.HasResponses ? "the items have no texts"
            : needsContext && !examples.HasContexts ? "the items have no contexts"
            : null;
    }

    public override Label? LabelOf(JudgeItem item)
    {
        if (_ranks is not null)
        {
            return item.Response is string response ? _ranks.LabelOf(Single(item.Context, response)) : null;
        }

        if (item.ResponseA is not string a || item.ResponseB is not string b)
        {
            return null;
        }

        int difference = _score(item.Context, b) - _score(item.Context, a);
        return LabelMarginal.Preference(Examples.Scale, Math.Sign(difference) * _magnitude);
    }

    // Of single responses contexts differ, and with them how many words there are to repeat.
    private double Single(string context, string response) =>
        _share ? (double)_score(context, response) / Math.Max(1, WordOverlap.Distinct(context).Count) : _score(context, response);
}
