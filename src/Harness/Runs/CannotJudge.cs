using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>A judgement that cannot be made until the user mends something.</summary>
/// <param name="Index">The judgement's position in the run.</param>
/// <param name="Task">The judgement.</param>
/// <param name="Diagnostic">What stands against it.</param>
internal sealed record CannotJudge(int Index, JudgeTask Task, Diagnostic Diagnostic)
{
    private const int ItemsNamed = 5;

    /// <summary>One diagnostic for each code and place, in the order of codes, in place of one for each judgement.</summary>
    public static ImmutableArray<Diagnostic> Summarise(IEnumerable<CannotJudge> all, int total) =>
    [
        .. all.GroupBy(c => (c.Diagnostic.Code, c.Diagnostic.Location))
            .OrderBy(g => g.Key.Code, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Location.ToString(), StringComparer.Ordinal)
            .Select(g => Summary([.. g.OrderBy(c => c.Index)], total)),
    ];

    private static Diagnostic Summary(CannotJudge[] group, int total)
    {
        Diagnostic first = group[0].Diagnostic;
        if (group.Length == 1)
        {
            return first;
        }

        string[] items = [.. group.Select(c => c.Task.Item.Id).Distinct(StringComparer.Ordinal)];
        int more = items.Length - ItemsNamed;
        string rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "";
        string named = string.Join(", ", items.Take(ItemsNamed).Select(id => $"'{id}'"));
        string noun = items.Length == 1 ? "item" : "items";

        // The command for the last repeat in the swapped order also serves the others.
        Diagnostic widest = group.MaxBy(c => (c.Task.Order, c.Task.Repeat))!.Diagnostic;
        return first with
        {
            What = string.Create(
                CultureInfo.InvariantCulture, $"{group.Length} of {total} judgements cannot be made, {noun} {named}{rest}; the first: {first.What}"),
            Remedy = widest.Remedy,
        };
    }
}
