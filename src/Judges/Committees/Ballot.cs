using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>One member's vote: its label, and how it spreads its vote over the labels.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Label">The label as the scale spells it.</param>
/// <param name="Probabilities">The probability of each label; <see langword="null"/> where all is on <paramref name="Label"/>.</param>
internal sealed record Vote(string Member, Label Label, ImmutableSortedDictionary<string, double>? Probabilities)
{
    public double On(string label) => Probabilities is null ? (Label.Text == label ? 1 : 0) : Probabilities.GetValueOrDefault(label);
}

/// <summary>What a count of votes comes to.</summary>
/// <param name="Label">The committee's label.</param>
/// <param name="Shares">The share of each label; they sum to 1.</param>
/// <param name="Score">The mean of the votes' values, under the rule that has one.</param>
internal sealed record BallotResult(Label Label, ImmutableSortedDictionary<string, double> Shares, double? Score);

/// <summary>Counts one or more votes on a scale.</summary>
internal sealed class Ballot
{
    // Sums of the same shares in another order differ in the last digits; a tie must not hang on them.
    private const double Tolerance = 1e-12;

    private readonly LabelScale _scale;
    private readonly ImmutableArray<Vote> _votes;
    private readonly ImmutableArray<Label> _labels;

    public Ballot(LabelScale scale, ImmutableArray<Vote> votes)
    {
        _scale = scale;
        _votes = votes;

        // On a numeric scale only the numbers that somebody named are candidates.
        _labels = scale.IsNumeric
            ? [.. votes.SelectMany(LabelsOf).DistinctBy(l => l.Text, StringComparer.Ordinal).OrderBy(l => l.Value)]
            : [.. Enumerable.Range(0, scale.Labels.Length).Select(scale.At)];
    }

    public BallotResult Count(CommitteeRule rule) => rule switch
    {
        CommitteeRule.Majority => new BallotResult(Winner(Votes), Shares(Votes), null),
        CommitteeRule.Mean => new BallotResult(OfMean(Mean()), Shares(Votes), Mean()),
        _ => new BallotResult(Winner(Mass), Shares(Mass), null),
    };

    private double Votes(Label label) => _votes.Count(v => v.Label.Text == label.Text);

    private double Mass(Label label) => _votes.Sum(v => v.On(label.Text));

    private ImmutableSortedDictionary<string, double> Shares(Func<Label, double> weight) =>
        _labels.ToImmutableSortedDictionary(l => l.Text, l => weight(l) / _votes.Length, StringComparer.Ordinal);

    private Label Winner(Func<Label, double> weight)
    {
        double most = _labels.Max(weight);
        Label[] tied = [.. _labels.Where(l => most - weight(l) <= Tolerance * _votes.Length)];
        return tied.Length == 1 ? tied[0] : _scale.Level switch
        {
            ScaleLevel.Preference => Undecided(tied),
            ScaleLevel.Nominal => MostProbable(tied),
            _ => NearestTo(Mean(), tied),
        };
    }

    /// <summary>Votes for both sides, or for none of them, cancel out; votes for one side agree on it, with the smaller magnitude.</summary>
    private Label Undecided(Label[] tied) =>
        tied.All(l => l.Value < 0) ? tied.MaxBy(l => l.Value)
        : tied.All(l => l.Value > 0) ? tied.MinBy(l => l.Value)
        : _scale.At(_scale.Values.IndexOf(0));

    private Label MostProbable(Label[] tied)
    {
        double most = tied.Max(Mass);
        return tied.First(l => most - Mass(l) <= Tolerance * _votes.Length);
    }

    private double Mean()
    {
        double mean = _votes.Sum(v => v.Label.Value) / _votes.Length;

        // A sum of very large numbers is beyond what a number can hold; their shares are not. Adding 0 makes -0 plain 0.
        double safe = double.IsFinite(mean) ? mean : _votes.Sum(v => v.Label.Value / _votes.Length);
        return Math.Clamp(safe, _votes.Min(v => v.Label.Value), _votes.Max(v => v.Label.Value)) + 0.0;
    }

    private Label OfMean(double mean) =>
        _scale.IsNumeric ? new Label(mean.ToString("R", CultureInfo.InvariantCulture), mean) : NearestTo(mean, [.. _labels]);

    private Label NearestTo(double mean, Label[] from)
    {
        double tolerance = Tolerance * from.Max(l => Math.Abs(l.Value));
        double least = from.Min(l => Math.Abs(l.Value - mean));
        Label[] nearest = [.. from.Where(l => Math.Abs(l.Value - mean) - least <= tolerance)];

        // Half-way on a preference scale is towards N, so that swapping A and B swaps the label; elsewhere it is the lower label.
        return _scale.Level == ScaleLevel.Preference ? nearest.MinBy(l => Math.Abs(l.Value)) : nearest.MinBy(l => l.Value);
    }

    private IEnumerable<Label> LabelsOf(Vote vote)
    {
        yield return vote.Label;
        foreach (string text in vote.Probabilities?.Keys ?? [])
        {
            if (_scale.TryParse(text, out Label label))
            {
                yield return label;
            }
        }
    }
}
