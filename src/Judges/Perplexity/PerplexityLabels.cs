using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>Brings the numbers of the items to labels of a scale.</summary>
internal sealed class PerplexityLabels
{
    // 0, 1 and 2, whatever the scale shows of them.
    private const int Magnitudes = 3;

    private readonly TaskShape _shape;
    private readonly LabelScale _scale;
    private readonly PerplexityOptions _options;
    private readonly ImmutableArray<double> _shares;

    public PerplexityLabels(TaskShape shape, LabelScale scale, PerplexityOptions options)
    {
        ScaleLevel needed = shape == TaskShape.Preference ? ScaleLevel.Preference : ScaleLevel.Ordinal;
        if (scale.Level != needed)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2501",
                $"a perplexity judge of {(shape == TaskShape.Preference ? "pairs" : "single responses")} cannot label on the scale {scale}",
                $"its numbers become labels by their rank, for which the scale must be {CamelCase.Of(needed)}",
                $"use a dataset with 'level: {CamelCase.Of(needed)}', or another judge",
                SourceLocation.None));
        }

        ImmutableArray<double> shares = options.LabelShares.IsDefault ? [] : options.LabelShares;
        if (shape == TaskShape.Single && !shares.IsEmpty && shares.Length != scale.Labels.Length)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2502",
                string.Create(CultureInfo.InvariantCulture, $"there are {shares.Length} shares for the {scale.Labels.Length} labels of the scale ({scale})"),
                "each label takes one share of the items",
                "list as many shares as the scale has labels, from low to high",
                SourceLocation.None));
        }

        (_shape, _scale, _options) = (shape, scale, options);
        if (shape == TaskShape.Single)
        {
            // The best label first, as the lowest perplexity is.
            _shares = shares.IsEmpty ? [.. scale.Labels.Select(_ => 1.0 / scale.Labels.Length)] : [.. shares.Reverse()];
            QuantileNormalisation.CheckShares(_shares);
        }
        else
        {
            _ = (QuantileNormalisation.CountOf(0, options.ZeroShare), QuantileNormalisation.CountOf(0, options.SlightShare));
        }
    }

    /// <summary>The labels of fitted numbers, in their order, and the cuts for any other.</summary>
    public (ImmutableArray<Label> Labels, PerplexityCuts Cuts) Fit(ImmutableArray<ItemValue> values)
    {
        if (_shape == TaskShape.Preference)
        {
            ImmutableArray<int> signed = QuantileNormalisation.Signed(values, _options.ZeroShare, _options.SlightShare);
            PerplexityCuts cuts = PerplexityCuts.Of([.. values.Select(v => Math.Abs(v.Value))], [.. signed.Select(Math.Abs)], Magnitudes);
            return ([.. signed.Select(s => OfSigned(_scale, s))], cuts);
        }

        ImmutableArray<int> positions = QuantileNormalisation.Positions(values, _shares);
        return ([.. positions.Select(p => OfPosition(_scale, p))], PerplexityCuts.Of([.. values.Select(v => v.Value)], positions, _shares.Length));
    }

    /// <summary>The label of a number that was not fitted.</summary>
    public static Label Of(TaskShape shape, LabelScale scale, double value, PerplexityCuts cuts) => shape == TaskShape.Preference
        ? OfSigned(scale, Math.Sign(value) * cuts.PositionOf(Math.Abs(value)))
        : OfPosition(scale, cuts.PositionOf(value));

    private static Label OfSigned(LabelScale scale, int signed) => scale.At(scale.Values.IndexOf(Math.Clamp(signed, (int)scale.Minimum, (int)scale.Maximum)));

    private static Label OfPosition(LabelScale scale, int position) => scale.At(scale.Labels.Length - 1 - position);
}
