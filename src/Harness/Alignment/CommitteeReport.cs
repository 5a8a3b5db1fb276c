using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>One member of a committee.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="WithCommittee">Agreement with the committee's label, to which the member's own vote contributes: a share of equal labels.</param>
/// <param name="WithOthers">Agreement with the label that most of the other members gave; where they have no single one, there is nothing to compare with.</param>
/// <param name="WithPeople">
/// The metric that stands first, computed from the member's votes as the committee's is from its labels, so that the two stand beside each other.
/// </param>
public sealed record CommitteeMember(string Name, AgreementCount WithCommittee, AgreementCount WithOthers, Estimate WithPeople);

/// <summary>Two members of a committee beside each other.</summary>
/// <param name="First">The member whose name comes first in ordinal order.</param>
/// <param name="Second">The other member.</param>
/// <param name="Agreement">The share of equal labels over the items on which both voted.</param>
/// <param name="Kappa">Cohen's kappa over the same items, with quadratic weights where the labels have an order.</param>
public sealed record CommitteePair(string First, string Second, AgreementCount Agreement, Estimate Kappa);

/// <summary>
/// A committee from within: how its members agree with it, with each other and with people. In all but the agreement with people each item counts once,
/// by the first of its verdicts that has votes.
/// </summary>
public sealed record CommitteeReport
{
    /// <summary>How many items have votes.</summary>
    public required int Items { get; init; }

    /// <summary>Every member that voted at least once, by name in ordinal order.</summary>
    public required ImmutableArray<CommitteeMember> Members { get; init; }

    /// <summary>Every pair of members, by their names in ordinal order.</summary>
    public required ImmutableArray<CommitteePair> Pairs { get; init; }

    /// <summary>The share of votes from which on a group's agreement is high, above 0 and at most 1.</summary>
    public required double Cut { get; init; }

    /// <summary>The items by how many members vote for people's label, each group in the order of the dataset; items without one reference label are in none.</summary>
    public required ImmutableSortedDictionary<AgreementGroup, ImmutableArray<string>> Groups { get; init; }

    /// <summary>Builds the report.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The committee's verdicts.</param>
    /// <param name="options">Reference, metric and intervals.</param>
    /// <param name="cut">The share of votes from which on a group's agreement is high. The default value is 0.5.</param>
    /// <returns>The report; <see langword="null"/> when no verdict has votes.</returns>
    /// <exception cref="JudgeEvalException">The verdicts are not of this dataset, or the options do not fit the scale.</exception>
    public static CommitteeReport? Of(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions? options = null, double cut = AgreementGroups.DefaultCut)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(verdicts);
        AlignmentPlan plan = AlignmentPlan.Create(dataset, options ?? new AlignmentOptions());
        _ = JudgeLabels.Read(dataset, verdicts, plan.OutOfScale);
        return Of(plan, JudgeAlignment.References(plan), verdicts, cut);
    }

    /// <summary>Builds the report of verdicts that are known to be of the dataset.</summary>
    internal static CommitteeReport? Of(AlignmentPlan plan, ReferenceLabel[] references, VerdictSet verdicts, double cut = AgreementGroups.DefaultCut)
    {
        ImmutableArray<(int Item, CommitteeVotes Votes)> votes =
        [
            .. verdicts.Judgements.Where(j => j.Verdict.Votes is { IsEmpty: false }).DistinctBy(j => j.Item, StringComparer.Ordinal)
                .Select(j => (plan.Dataset.TryFindItem(j.Item, out int item) ? item : -1, OnScale(plan.Dataset.Scale, j.Verdict))).OrderBy(v => v.Item1),
        ];
        if (votes.IsEmpty)
        {
            return null;
        }

        CommitteeAgreement agreement = CommitteeAgreement.Of(votes.Select(v => v.Votes));
        return new CommitteeReport
        {
            Items = votes.Length,
            Members = [.. agreement.Members.Select(m => new CommitteeMember(m.Name, m.WithCommittee, m.WithOthers, WithPeople(plan, references, verdicts, m.Name)))],
            Pairs = [.. agreement.Pairs.Select(p => new CommitteePair(p.First, p.Second, p.Agreement, Kappa(plan, votes, p.First, p.Second)))],
            Cut = cut,
            Groups = GroupsOf(plan, references, votes, cut),
        };
    }

    // As a judge of its own: repeats, orders, labels off the scale and intervals go the committee's way.
    private static Estimate WithPeople(AlignmentPlan plan, ReferenceLabel[] references, VerdictSet verdicts, string member)
    {
        VerdictSet own = new(
            new JudgeIdentity { Name = member },
            null,
            null,
            verdicts.Judgements.Where(j => j.Verdict.Votes?.ContainsKey(member) == true)
                .Select(j => j with { Verdict = new RecordedVerdict { Label = j.Verdict.Votes![member] } }));
        JudgeLabels labels = JudgeLabels.Read(plan.Dataset, own, plan.OutOfScale);
        return AlignedRows.Create(plan, references, labels).Estimate(plan, [plan.Metric])[plan.Metric];
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
        AlignmentPlan plan, ReferenceLabel[] references, ImmutableArray<(int Item, CommitteeVotes Votes)> votes, double cut)
    {
        return votes.Where(v => !v.Votes.Votes.IsEmpty)
            .Select(v => (v.Item, v.Votes.Votes, People: references[v.Item].Hard))
            .Where(v => !double.IsNaN(v.People))
            .GroupBy(v => AgreementGroups.Of(v.Votes.Values.Count(vote => OnSameSide(plan, Value(plan, vote), v.People)), v.Votes.Count, cut))
            .ToImmutableSortedDictionary(g => g.Key, g => g.Select(v => plan.Dataset.Items[v.Item].Id).ToImmutableArray());
    }

    // As AgreementGroups has it: a side on a preference scale, the label itself elsewhere.
    private static bool OnSameSide(AlignmentPlan plan, double vote, double people) => plan.Dataset.Scale.Level == ScaleLevel.Preference
        ? Math.Sign(vote) == Math.Sign(people)
        : vote.Equals(people);

    private static double Value(AlignmentPlan plan, string text) => plan.Dataset.Scale.TryParse(text, out Label label) ? label.Value : double.NaN;
}
