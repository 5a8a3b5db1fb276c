using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>One committee's verdict on one item, for counting.</summary>
/// <param name="Votes">Each member's label by its name; a member without a vote is absent.</param>
/// <param name="Label">The committee's label; <see langword="null"/> when it failed.</param>
public sealed record CommitteeVotes(ImmutableSortedDictionary<string, string> Votes, string? Label);

/// <summary>How often two sides said the same.</summary>
/// <param name="Agreeing">On how many verdicts they said the same.</param>
/// <param name="Compared">On how many verdicts there were two sides to compare.</param>
public readonly record struct AgreementCount(int Agreeing, int Compared)
{
    /// <summary>The share of verdicts on which they said the same, from 0 to 1; <see langword="null"/> when nothing was compared.</summary>
    public double? Share => Compared == 0 ? null : (double)Agreeing / Compared;

    internal AgreementCount With(bool agree) => new(Agreeing + (agree ? 1 : 0), Compared + 1);
}

/// <summary>One member beside its committee.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="WithCommittee">Agreement with the committee's label, to which the member's own vote contributes.</param>
/// <param name="WithOthers">
/// Agreement with the label that most of the other members gave (leave-one-out). Where the others have no single most frequent label, there is
/// nothing to compare with.
/// </param>
public sealed record MemberAgreement(string Name, AgreementCount WithCommittee, AgreementCount WithOthers);

/// <summary>Two members beside each other.</summary>
/// <param name="First">The member whose name comes first in ordinal order.</param>
/// <param name="Second">The other member.</param>
/// <param name="Agreement">Over the verdicts in which both voted.</param>
public sealed record MemberPairAgreement(string First, string Second, AgreementCount Agreement);

/// <summary>How the members of a committee agree with it and with each other: counts of equal labels, not corrected for chance.</summary>
public sealed record CommitteeAgreement
{
    private CommitteeAgreement(int verdicts, ImmutableArray<MemberAgreement> members, ImmutableArray<MemberPairAgreement> pairs)
    {
        Verdicts = verdicts;
        Members = members;
        Pairs = pairs;
    }

    /// <summary>How many verdicts were counted.</summary>
    public int Verdicts { get; }

    /// <summary>Every member that voted at least once, by name in ordinal order.</summary>
    public ImmutableArray<MemberAgreement> Members { get; }

    /// <summary>Every pair of members, by their names in ordinal order.</summary>
    public ImmutableArray<MemberPairAgreement> Pairs { get; }

    /// <summary>Counts.</summary>
    /// <param name="verdicts">The verdicts of one committee, in any order.</param>
    public static CommitteeAgreement Of(IEnumerable<CommitteeVotes> verdicts)
    {
        ImmutableArray<CommitteeVotes> all = [.. verdicts];
        string[] names = [.. all.SelectMany(v => v.Votes.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new CommitteeAgreement(
            all.Length,
            [.. names.Select(name => new MemberAgreement(name, Count(all, v => Same(v, name, v.Label)), Count(all, v => Same(v, name, MostOfOthers(v.Votes, name)))))],
            [
                .. names.SelectMany((first, i) => names.Skip(i + 1).Select(second =>
                    new MemberPairAgreement(first, second, Count(all, v => Same(v, first, v.Votes.GetValueOrDefault(second)))))),
            ]);
    }

    private static AgreementCount Count(ImmutableArray<CommitteeVotes> verdicts, Func<CommitteeVotes, bool?> agree) =>
        verdicts.Select(agree).Aggregate(default(AgreementCount), (count, same) => same is { } compared ? count.With(compared) : count);

    private static bool? Same(CommitteeVotes verdict, string member, string? other) =>
        other is not null && verdict.Votes.TryGetValue(member, out string? own) ? own == other : null;

    private static string? MostOfOthers(ImmutableSortedDictionary<string, string> votes, string member)
    {
        (string Label, int Count)[] counts =
        [
            .. votes.Where(v => v.Key != member).GroupBy(v => v.Value, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderByDescending(c => c.Item2).Take(2),
        ];
        return counts.Length == 0 || (counts.Length == 2 && counts[0].Count == counts[1].Count) ? null : counts[0].Label;
    }
}
