using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>
/// Cross-fitted ridge regressions on hashed words and surface features. An item is labelled by the model that was trained
/// without its fold, and whole clusters are in one fold, so neither its own label nor one of its cluster has a part in it.
/// </summary>
internal sealed class LinearBaseline : BaselineJudge
{
    /// <summary>Fewer examples teach nothing that an interval could show.</summary>
    private const int Fewest = 20;

    private readonly FeatureRows _rows;
    private readonly int[] _folds;
    private readonly FoldedRidge[] _models;
    private readonly ILinearAnswer _answer;

    /// <summary>Learns from the examples.</summary>
    public LinearBaseline(BaselineExamples examples)
        : base(BaselineKind.Linear, examples, string.Create(
            CultureInfo.InvariantCulture, $"folds={FoldedRidge.Folds} buckets={TextFeatures.Buckets} penalty={FoldedRidge.Penalty}"))
    {
        _rows = new FeatureRows(examples);
        _folds = [.. examples.All.Select(e => FoldOf(e.Item, examples.Seed))];
        bool pairs = examples is { Shape: TaskShape.Preference, Scale.Level: ScaleLevel.Preference };
        LabelScale scale = examples.Scale;
        bool categories = scale.Level == ScaleLevel.Nominal && scale.Labels.Length > 2;
        _models =
        [
            .. (categories ? scale.Labels : [""]).Select(label => FoldedRidge.Fit(
                _rows, [.. examples.All.Select((e, i) => _rows.HasText[i] ? Target(e, scale, categories ? label : null) : double.NaN)], _folds, intercept: !pairs)),
        ];
        _answer = categories ? new LikeliestCategory(scale)
            : scale.IsNumeric ? new PredictedNumber(scale)
            : new RankedWithinFold(examples, _folds, ScoresOfExamples(), pairs);
    }

    /// <summary>Why the examples teach no linear model; <see langword="null"/> when they do.</summary>
    public static string? WhyNot(BaselineExamples examples)
    {
        if (!examples.HasResponses)
        {
            return "the items have no texts";
        }

        // A text without a label teaches nothing, and neither does a label without a text.
        BaselineExample[] labelled = [.. examples.All.Where(e => e.Reference is not null && ItemTexts.HasResponse(e.Item, examples.Shape))];
        return labelled.Length < Fewest
                ? string.Create(CultureInfo.InvariantCulture, $"{labelled.Length} labelled texts are too few to learn from; it needs {Fewest}")
            : labelled.Select(e => FoldOf(e.Item, examples.Seed)).Distinct().Take(2).Count() < 2
                ? "all labelled texts are in one fold, so that nothing is left to learn from"
            : null;
    }

    /// <summary>The fold of an item: a hash of the seed and its cluster, or of its id where it has none.</summary>
    public static int FoldOf(JudgeItem item, ulong seed) => (int)(StableHash.Of(seed, item.Cluster ?? item.Id) % FoldedRidge.Folds);

    public override Label? LabelOf(JudgeItem item)
    {
        if (_rows.Of(item) is not { } row)
        {
            return null;
        }

        int fold = FoldOf(item, Examples.Seed);
        int[] columns = [.. row.Select(v => v.Bucket)];
        float[] values = [.. row.Select(v => v.Value)];
        return _answer.LabelOf([.. _models.Select(model => model.Predict(columns, values, fold))], fold);
    }

    public override Label?[] LabelsOfExamples()
    {
        Label?[] labels = new Label?[_folds.Length];
        double[] scores = new double[_models.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            for (int m = 0; m < scores.Length; m++)
            {
                scores[m] = Score(_models[m], i);
            }

            labels[i] = _rows.HasText[i] ? _answer.LabelOf(scores, _folds[i]) : null;
        }

        return labels;
    }

    private double?[] ScoresOfExamples() => [.. _folds.Select((_, i) => _rows.HasText[i] ? Score(_models[0], i) : (double?)null)];

    private double Score(FoldedRidge model, int row)
    {
        Range range = _rows.Start[row].._rows.Start[row + 1];
        return model.Predict(_rows.Column.AsSpan(range), _rows.Value.AsSpan(range), _folds[row]);
    }

    /// <summary>What is learnt of an example: 1 or 0 for a category, the mean of people's labels on an ordered scale; NaN for nothing.</summary>
    private static double Target(BaselineExample example, LabelScale scale, string? category) =>
        scale.Level != ScaleLevel.Nominal ? example.Mean
        : example.Reference is not Label label ? double.NaN
        : category is null ? label.Value
        : label.Text == category ? 1 : 0;
}
