using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>
/// Finds which case of the head is which case of the base: by suite and case, and what is left by test and dataset where that leaves no choice, because a
/// case is named after its prompt and model and these are what changes.
/// </summary>
internal static class CasePairing
{
    /// <summary>Pairs.</summary>
    /// <param name="base">The records of the base.</param>
    /// <param name="head">The records of the head.</param>
    /// <returns>Every record of both sides once; the head's in their order, then what only the base has.</returns>
    public static IEnumerable<(AlignmentRecord? Base, AlignmentRecord? Head)> Pair(IReadOnlyCollection<AlignmentRecord> @base, IReadOnlyCollection<AlignmentRecord> head)
    {
        Dictionary<(string Suite, string Case), AlignmentRecord> before = @base.ToDictionary(r => (r.Suite, r.Case));
        HashSet<(string Suite, string Case)> named = [.. head.Select(r => (r.Suite, r.Case))];
        ILookup<(string? Test, string Dataset), AlignmentRecord> gone = @base.Where(r => !named.Contains((r.Suite, r.Case))).ToLookup(Kin);
        ILookup<(string? Test, string Dataset), AlignmentRecord> come = head.Where(r => !before.ContainsKey((r.Suite, r.Case))).ToLookup(Kin);
        HashSet<AlignmentRecord> taken = new(ReferenceEqualityComparer.Instance);
        foreach (AlignmentRecord record in head)
        {
            AlignmentRecord? partner = before.GetValueOrDefault((record.Suite, record.Case)) ?? Renamed(record);
            if (partner is not null)
            {
                taken.Add(partner);
            }

            yield return (partner, record);
        }

        foreach (AlignmentRecord record in @base.Where(r => !taken.Contains(r)))
        {
            yield return (record, null);
        }

        AlignmentRecord? Renamed(AlignmentRecord record) =>
            record.Test is not null && come[Kin(record)].Count() == 1 && gone[Kin(record)].ToArray() is [var only] ? only : null;
    }

    private static (string? Test, string Dataset) Kin(AlignmentRecord record) => (record.Test, record.Dataset);
}
