using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Puts names of categories in order.</summary>
internal static class LabelOrder
{
    /// <summary>The declared labels as they stand, or those that occur in ordinal order.</summary>
    public static ImmutableArray<string> Of(IReadOnlyList<IReadOnlyList<string?>> rows, IEnumerable<string>? declared)
    {
        if (declared is not null)
        {
            return [.. declared];
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<string?> row in rows)
        {
            seen.UnionWith(row.OfType<string>());
        }

        return [.. seen.Order(StringComparer.Ordinal)];
    }

    /// <summary>Each label's position as a number.</summary>
    public static Dictionary<string, double> Positions(ImmutableArray<string> labels)
    {
        Dictionary<string, double> positions = new(StringComparer.Ordinal);
        foreach (string label in labels)
        {
            if (!positions.TryAdd(label, positions.Count))
            {
                throw new ArgumentException($"The category '{label}' is declared twice.", nameof(labels));
            }
        }

        return positions;
    }

    /// <summary>The number that stands for a label; none for a missing one.</summary>
    public static double? ValueOf(string? label, Dictionary<string, double> positions)
    {
        if (label is null)
        {
            return null;
        }

        return positions.TryGetValue(label, out double value)
            ? value
            : throw new ArgumentException($"The label '{label}' is not among the declared categories.", nameof(label));
    }
}
