using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>The largest numbers of the fitted items at each position but the last, by which an item that was not among them is labelled.</summary>
/// <param name="Bounds">Ascending; negative infinity where no number is at the position or before it.</param>
/// <param name="IsEmpty">Whether there was no number at all.</param>
internal readonly record struct PerplexityCuts(ImmutableArray<double> Bounds, bool IsEmpty)
{
    /// <summary>The cuts of fitted numbers.</summary>
    public static PerplexityCuts Of(IReadOnlyList<double> keys, IReadOnlyList<int> positions, int count)
    {
        double[] bounds = new double[count - 1];
        double bound = double.NegativeInfinity;
        for (int position = 0; position < bounds.Length; position++)
        {
            bounds[position] = bound = keys.Where((_, i) => positions[i] == position).Append(bound).Max();
        }

        return new PerplexityCuts([.. bounds], keys.Count == 0);
    }

    /// <summary>The first position whose numbers reach up to this one.</summary>
    public int PositionOf(double key)
    {
        int position = 0;
        while (position < Bounds.Length && key > Bounds[position])
        {
            position++;
        }

        return position;
    }
}
