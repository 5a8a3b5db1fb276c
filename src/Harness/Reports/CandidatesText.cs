using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>The sets of a judge that may name several labels, in words. Shared by the reports.</summary>
internal static class CandidatesText
{
    /// <summary>The note; none where the judge names one label.</summary>
    public static IEnumerable<(string Heading, string Text)> Notes(AlignmentResult alignment)
    {
        if (alignment.Candidates is { } candidates)
        {
            yield return ("Candidates", Of(candidates));
        }
    }

    /// <summary>Coverage, size and single answers.</summary>
    public static string Of(CandidateSetScores candidates) =>
        $"people's label is in the set of {Share(candidates.Coverage)} of {NumberText.Count(candidates.Coverage.N, "item")}; "
        + $"{Share(candidates.MeanSize)} labels a set, {Share(candidates.SingleShare)} of {NumberText.Count(candidates.SingleShare.N, "set")} with a single one"
        + (candidates.WithoutReference > 0 ? $"; {NumberText.Count(candidates.WithoutReference, "set")} without one label of people to hold" : "");

    private static string Share(Estimate estimate) =>
        NumberText.ReasonOf(estimate) is { } reason ? $"undefined ({reason})" : NumberText.WithInterval(estimate);
}
