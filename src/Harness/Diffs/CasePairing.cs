using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>
/// Finds which case of the head is which case of the base: by suite and case, and what is left by test (without one by suite) and dataset where that leaves no choice, because a
/// case is named after its prompt and model and these are what changes.
/// </summary>
internal static class CasePairing
{
    /// <summary>Pairs.</summary>
    /// <param name="base">The cases of the base.</param>
    /// <param name="head">The cases of the head.</param>
    /// <returns>Every case of both sides once; the head's in their order, then what only the base has.</returns>
    public static IEnumerable<(CaseSide? Base, CaseSide? Head)> Pair(IReadOnlyCollection<CaseSide> @base, IReadOnlyCollection<CaseSide> head)
    {
        Dictionary<(string Suite, string Case), CaseSide> before = @base.ToDictionary(r => (r.Suite, r.Case));
        HashSet<(string Suite, string Case)> named = [.. head.Select(r => (r.Suite, r.Case))];
        ILookup<(string Test, string Dataset), CaseSide> gone = @base.Where(r => !named.Contains((r.Suite, r.Case))).ToLookup(Kin);
        ILookup<(string Test, string Dataset), CaseSide> come = head.Where(r => !before.ContainsKey((r.Suite, r.Case))).ToLookup(Kin);
        HashSet<CaseSide> taken = new(ReferenceEqualityComparer.Instance);
        foreach (CaseSide side in head)
        {
            CaseSide? partner = before.GetValueOrDefault((side.Suite, side.Case)) ?? Renamed(side);
            if (partner is not null)
            {
                taken.Add(partner);
            }

            yield return (partner, side);
        }

        foreach (CaseSide side in @base.Where(r => !taken.Contains(r)))
        {
            yield return (side, null);
        }

        CaseSide? Renamed(CaseSide side) =>
            come[Kin(side)].Count() == 1 && gone[Kin(side)].ToArray() is [var only] ? only : null;
    }

    /// <summary>Pairs records.</summary>
    /// <param name="base">The records of the base.</param>
    /// <param name="head">The records of the head.</param>
    public static IEnumerable<(AlignmentRecord? Base, AlignmentRecord? Head)> Pair(IEnumerable<AlignmentRecord> @base, IEnumerable<AlignmentRecord> head) =>
        Pair([.. CaseSide.All(new CaseSet { Records = [.. @base] })], [.. CaseSide.All(new CaseSet { Records = [.. head] })]).Select(pair => (pair.Base?.Record, pair.Head?.Record));

    // What a tool recorded has no test; its suite is the dataset's name.
    private static (string Test, string Dataset) Kin(CaseSide side) => (side.Test is { } test ? $"test {test}" : $"suite {side.Suite}", side.Dataset);
}
