namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Whether people agree more than by chance when one of them is left out, for every person in time linear in that person's labels. Disagreement is the squared
/// difference where labels have an order, else whether they differ.
/// </summary>
internal sealed class WithinSpread
{
    private readonly LintData _data;
    private readonly double[] _totals;
    private readonly double _observed;
    private readonly int _paired;
    private readonly double _expected;

    public WithinSpread(LintData data)
    {
        _data = data;
        _totals = new double[data.LabelCount];
        for (int item = 0; item < data.ItemCount; item++)
        {
            (double observed, int count) = Observed(item, leftOut: -1);
            _observed += observed;
            _paired += count;
        }

        for (int i = 0; i < data.Count; i++)
        {
            _totals[data.Codes[i]]++;
        }

        _expected = Expected();
    }

    /// <summary>Whether Krippendorff's alpha of the others, with chance from all labels, is above 0.</summary>
    /// <param name="person">The person who is left out.</param>
    public bool OthersAgree(int person)
    {
        double observed = _observed;
        int paired = _paired;
        foreach (int at in _data.AnnotationsOf(person))
        {
            (double all, int count) = Observed(_data.ItemOf[at], leftOut: -1);
            (double rest, int others) = Observed(_data.ItemOf[at], at);
            observed += rest - all;
            paired += others - count;
        }

        return paired > 0 && observed / paired < _expected;
    }

    // Of an item of m labels: m times the mean disagreement of its pairs.
    private (double Observed, int Count) Observed(int item, int leftOut)
    {
        int start = _data.Offsets[item], end = _data.Offsets[item + 1];
        double count = 0, sum = 0, squares = 0, equal = 0;
        for (int i = start; i < end; i++)
        {
            if (i == leftOut)
            {
                continue;
            }

            count++;
            sum += _data.Values[i];
            squares += _data.Values[i] * _data.Values[i];
            double same = Math.Round(_data.OthersSame[i] * (end - start - 1));
            equal += leftOut >= 0 && _data.Codes[i] == _data.Codes[leftOut] ? same - 1 : same;
        }

        return count < 2 ? (0, 0) : (((_data.IsOrdered ? 2 * ((count * squares) - (sum * sum)) : (count * (count - 1)) - equal) / (count - 1)), (int)count);
    }

    private double Expected()
    {
        double n = _data.Count, sum = 0, squares = 0, equal = 0;
        if (!_data.IsOrdered)
        {
            foreach (double total in _totals)
            {
                equal += total * (total - 1);
            }

            return 1 - (equal / (n * (n - 1)));
        }

        for (int i = 0; i < _data.Count; i++)
        {
            sum += _data.Values[i];
            squares += _data.Values[i] * _data.Values[i];
        }

        return 2 * ((n * squares) - (sum * sum)) / (n * (n - 1));
    }
}
