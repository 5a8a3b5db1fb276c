using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>How many members of a committee side with the label that people chose.</summary>
public enum AgreementGroup
{
    /// <summary>No member.</summary>
    None,

    /// <summary>Some, but less than the cut.</summary>
    Low,

    /// <summary>At least the cut, but not all.</summary>
    High,

    /// <summary>Every member.</summary>
    All,
}

/// <summary>
/// Sorts items by how many members of a committee vote for the label that people chose: the groups of data-centric alignment
/// (Source-Aware Cleaning, first version, arXiv 2410.01957v1), in which labels that no member or few members support are looked at again.
/// The source does not print the cut between low and high; here it is a share of the votes.
/// </summary>
public static class AgreementGroups
{
    /// <summary>The share of the votes from which on agreement is high, where none is given: half of them.</summary>
    public const double DefaultCut = 0.5;

    /// <summary>The group of a number of votes.</summary>
    /// <param name="votesFor">Votes for the label that people chose, from 0 to <paramref name="votes"/>.</param>
    /// <param name="votes">All votes, at least 1; a member that failed has none.</param>
    /// <param name="cut">The share from which on agreement is high, above 0 and at most 1. The default value is 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static AgreementGroup Of(int votesFor, int votes, [Range(0d, 1d, MinimumIsExclusive = true)] double cut = DefaultCut)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(votes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(votesFor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(votesFor, votes);
        if (!(cut is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(cut), cut, "The cut is a share above 0 and at most 1.");
        }

        return votesFor == 0 ? AgreementGroup.None
            : votesFor == votes ? AgreementGroup.All
            : (decimal)votesFor / votes < (decimal)cut ? AgreementGroup.Low
            : AgreementGroup.High;
    }

    /// <summary>The group of a committee's votes.</summary>
    /// <param name="votes">Each member's label by its name; at least one.</param>
    /// <param name="human">The label that people chose, as the scale spells it.</param>
    /// <param name="scale">
    /// The scale. On a preference scale a vote is for people's label when it is on the same side, whatever its magnitude; N is a side of its own.
    /// Elsewhere it must be the same label.
    /// </param>
    /// <param name="cut">The share from which on agreement is high, above 0 and at most 1. The default value is 0.5.</param>
    /// <exception cref="ArgumentException">There is no vote, or a label is not on the scale.</exception>
    public static AgreementGroup Of(
        ImmutableSortedDictionary<string, string> votes, string human, LabelScale scale, [Range(0d, 1d, MinimumIsExclusive = true)] double cut = DefaultCut)
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(scale);
        double chosen = Side(human, scale);
        return Of(votes.Values.Count(vote => Side(vote, scale).Equals(chosen)), votes.Count, cut);
    }

    private static double Side(string text, LabelScale scale) => !scale.TryParse(text, out Label label)
        ? throw new ArgumentException($"The label '{text}' is not on the scale ({scale}).", nameof(text))
        : scale.Level == ScaleLevel.Preference ? Math.Sign(label.Value) : label.Value;
}
