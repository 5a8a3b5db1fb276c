namespace JudgeEval.Harness.Lint.Rules;

/// <summary>How far each two of some people are apart on the items they share: squared differences over the square of the range, or 0 and 1 without an order.</summary>
internal sealed class PairDistances
{
    private readonly int _size;
    private readonly double[] _sums;
    private readonly double[] _counts;

    public PairDistances(LintData data, int[] people)
    {
        _size = people.Length;
        _sums = new double[_size * _size];
        _counts = new double[_size * _size];
        int[] place = new int[data.PersonCount];
        Array.Fill(place, -1);
        for (int i = 0; i < people.Length; i++)
        {
            place[people[i]] = i;
        }

        ReadOnlySpan<double> values = data.Values.AsSpan(0, data.Count);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        double scale = high > low ? 1 / ((high - low) * (high - low)) : 0;
        for (int item = 0; item < data.ItemCount; item++)
        {
            for (int i = data.Offsets[item]; i < data.Offsets[item + 1]; i++)
            {
                int first = place[data.People[i]];
                for (int j = i + 1; first >= 0 && j < data.Offsets[item + 1]; j++)
                {
                    int second = place[data.People[j]];
                    if (second >= 0)
                    {
                        double difference = data.Values[i] - data.Values[j];
                        int cell = (Math.Min(first, second) * _size) + Math.Max(first, second);
                        _sums[cell] += data.IsOrdered ? difference * difference * scale : data.Codes[i] == data.Codes[j] ? 0 : 1;
                        _counts[cell]++;
                    }
                }
            }
        }
    }

    /// <summary>The mean distance within groups and between them; NaN where there is no such pair.</summary>
    /// <param name="people">The people, by their place among those measured.</param>
    /// <param name="groups">The group of each.</param>
    public (double Within, double Between, double Pairs) Measure(ReadOnlySpan<int> people, ReadOnlySpan<int> groups)
    {
        double within = 0, between = 0, ofWithin = 0, ofBetween = 0;
        for (int i = 0; i < people.Length; i++)
        {
            for (int j = i + 1; j < people.Length; j++)
            {
                int cell = (Math.Min(people[i], people[j]) * _size) + Math.Max(people[i], people[j]);
                if (groups[i] == groups[j])
                {
                    (within, ofWithin) = (within + _sums[cell], ofWithin + _counts[cell]);
                }
                else
                {
                    (between, ofBetween) = (between + _sums[cell], ofBetween + _counts[cell]);
                }
            }
        }

        return (within / ofWithin, between / ofBetween, ofWithin + ofBetween);
    }
}
