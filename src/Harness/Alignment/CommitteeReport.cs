using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>Agreement of two members of a committee, corrected for chance.</summary>
/// <param name="First">The member whose name comes first in ordinal order.</param>
/// <param name="Second">The other member.</param>
/// <param name="Kappa">Cohen's kappa over the items on which both voted, with quadratic weights where the labels have an order.</param>
public sealed record MemberKappa(string First, string Second, Estimate Kappa);

/// <summary>
/// A committee from within: how its members agree with it, with each other and with people. Each item counts once, by the first of its verdicts that has votes.
/// </summary>
public sealed record CommitteeReport
{
    /// <summary>Shares of equal labels.</summary>
    public required CommitteeAgreement Agreement { get; init; }

    /// <summary>Every pair of members, by their names in ordinal order.</summary>
    public required ImmutableArray<MemberKappa> Kappas { get; init; }

    /// <summary>The items by how many members vote for people's label, each group in the order of the dataset; items without one reference label are in none.</summary>
    public required ImmutableSortedDictionary<AgreementGroup, ImmutableArray<string>> Groups { get; init; }

    /// <summary>Builds the report.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The committee's verdicts.</param>
    /// <param name="options">Which reference; what else stands there has no effect.</param>
    /// <param name="cut">The share of votes from which on a group's agreement is high. The default value is 0.5.</param>
    /// <returns>The report; <see langword="null"/> when no verdict has votes.</returns>
    /// <exception cref="JudgeEvalException">The verdicts are not of this dataset, or the options do not fit the scale.</exception>
    public static CommitteeReport? Of(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions? options = null, double cut = AgreementGroups.DefaultCut)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(verdicts);
        AlignmentPlan plan = AlignmentPlan.Create(dataset, options ?? new AlignmentOptions());
        _ = JudgeLabels.Read(dataset, verdicts, plan.OutOfScale);
        ImmutableArray<(int Item, CommitteeVotes Votes)> votes =
        [
            .. verdicts.Judgements.Where(j => j.Verdict.Votes is { IsEmpty: false }).DistinctBy(j => j.Item, StringComparer.Ordinal)
                .Select(j => (dataset.TryFindItem(j.Item, out int item) ? item : -1, OnScale(dataset.Scale, j.Verdict))).OrderBy(v => v.Item1),
        ];
        if (votes.IsEmpty)
        {
            return null;
        }

        CommitteeAgreement agreement = CommitteeAgreement.Of(votes.Select(v => v.Votes));
        return new CommitteeReport
        {
            Agreement = agreement,
            Kappas = [.. agreement.Pairs.Select(p => new MemberKappa(p.First, p.Second, Kappa(plan, votes, p.First, p.Second)))],
            Groups = GroupsOf(plan, votes, cut),
        };
    }

    /// <summary>The votes that are labels of the scale, all as the scale spells them.</summary>
    private static CommitteeVotes OnScale(LabelScale scale, RecordedVerdict verdict) => new(
        verdict.Votes!.Select(v => (v.Key, Label: scale.TryParse(v.Value, out Label label) ? label.Text : null)).Where(v => v.Label is not null)
            .ToImmutableSortedDictionary(v => v.Key, v => v.Label!, StringComparer.Ordinal),
        verdict.Label is { } text && scale.TryParse(text, out Label own) ? own.Text : null);

    private static Estimate Kappa(AlignmentPlan plan, ImmutableArray<(int Item, CommitteeVotes Votes)> votes, string first, string second)
    {
        (double First, double Second)[] both =
        [
            .. votes.Select(v => v.Votes.Votes).Where(v => v.ContainsKey(first) && v.ContainsKey(second)).Select(v => (Value(plan, v[first]), Value(plan, v[second]))),
        ];
        return both.Length == 0
            ? Estimate.Undefined("no item has both votes", 0)
            : PairStatistics.Compute(
                PairTable.Create([.. both.Select(b => b.First)], [.. both.Select(b => b.Second)]),
                plan.Ordered ? PairStatistic.CohenKappaQuadratic : PairStatistic.CohenKappa);
    }

    private static ImmutableSortedDictionary<AgreementGroup, ImmutableArray<string>> GroupsOf(
        AlignmentPlan plan, ImmutableArray<(int Item, CommitteeVotes Votes)> votes, double cut)
    {
        ReferenceCalculator references = new(plan.Dataset, plan.Reference, plan.Ordered);
        return votes.Where(v => !v.Votes.Votes.IsEmpty)
            .Select(v => (v.Item, v.Votes.Votes, References: references.Of(plan.Dataset.AnnotationsOf(v.Item)).Hard))
            .Where(v => !double.IsNaN(v.References))
            .GroupBy(v => AgreementGroups.Of(v.Votes.Values.Count(vote => OnSameSide(plan, Value(plan, vote), v.References)), v.Votes.Count, cut))
            .ToImmutableSortedDictionary(g => g.Key, g => g.Select(v => plan.Dataset.Items[v.Item].Id).ToImmutableArray());
    }

    // As AgreementGroups has it: a side on a preference scale, the label itself elsewhere.
    private static bool OnSameSide(AlignmentPlan plan, double vote, double people) => plan.Dataset.Scale.Level == ScaleLevel.Preference
        ? Math.Sign(vote) == Math.Sign(people)
        : vote.Equals(people);

    private static double Value(AlignmentPlan plan, string text) => plan.Dataset.Scale.TryParse(text, out Label label) ? label.Value : double.NaN;
}
