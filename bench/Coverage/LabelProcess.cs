using JudgeEval.Statistics;

namespace JudgeEval.Bench.Coverage;

/// <summary>
/// How labels come about. An item has a true label; each person and the judge see it with some probability and guess otherwise.
/// People guess by the shares of the labels, so that the shares stay what they are; on an ordinal scale half of what is not seen
/// is a neighbour of the true label.
/// </summary>
/// <param name="Ordinal">Five ordered labels instead of two without order.</param>
/// <param name="Skewed">Nine in ten items have the last label; otherwise all labels are equally frequent.</param>
/// <param name="Annotators">How many people label every item.</param>
/// <param name="Judge">The probability that the judge sees the true label.</param>
/// <param name="Clustered">
/// Items come in tens, and the judge is lost on every fifth ten: there it sees nothing. The shares of all kinds of items, and so
/// the true values, are those of a judge who is lost on every fifth item.
/// </param>
internal sealed record LabelProcess(bool Ordinal, bool Skewed, int Annotators, double Judge, bool Clustered = false)
{
    public const int ClusterSize = 10;

    private const double Person = 0.9;
    private const double Lost = 0.2;

    public int Labels => Ordinal ? 5 : 2;

    private double[] Shares => [.. Enumerable.Range(0, Labels).Select(l => !Skewed ? 1.0 / Labels : l == Labels - 1 ? 0.9 : 0.1 / (Labels - 1))];

    /// <summary>Items at random.</summary>
    public LabelledItem[] Draw(ref RandomStream random, int items)
    {
        double[] shares = Shares;
        double[][] person = Noise(Person), judge = Noise(Judge), lost = Noise(0);
        LabelledItem[] drawn = new LabelledItem[items];
        bool isLost = false;
        for (int i = 0; i < items; i++)
        {
            if (Clustered && i % ClusterSize == 0)
            {
                isLost = random.NextDouble() < Lost;
            }

            int truth = Draw(ref random, shares);
            int[] counts = new int[Labels];
            for (int a = 0; a < Annotators; a++)
            {
                counts[Draw(ref random, person[truth])]++;
            }

            drawn[i] = new(Draw(ref random, (isLost ? lost : judge)[truth]), counts);
        }

        return drawn;
    }

    /// <summary>Every item there can be, with its probability.</summary>
    public IEnumerable<(LabelledItem Item, double Probability)> All()
    {
        double[] shares = Shares;
        double[][] person = Noise(Person), judge = Noise(Judge), lost = Noise(0);
        double share = Clustered ? Lost : 0;
        foreach (int[] counts in Splits(Labels, Annotators))
        {
            for (int label = 0; label < Labels; label++)
            {
                double probability = 0;
                for (int truth = 0; truth < Labels; truth++)
                {
                    double judged = ((1 - share) * judge[truth][label]) + (share * lost[truth][label]);
                    probability += shares[truth] * judged * Multinomial(counts, person[truth]);
                }

                yield return (new(label, counts), probability);
            }
        }
    }

    /// <summary>The probability of each label given the true one.</summary>
    private double[][] Noise(double seen)
    {
        double[] shares = Shares;
        double beside = Ordinal ? (1 - seen) / 2 : 0;
        return [.. Enumerable.Range(0, Labels).Select(truth =>
        {
            double[] row = [.. shares.Select(s => s * (1 - seen - beside))];
            row[truth] += seen;
            row[truth == 0 ? 1 : truth - 1] += beside / 2;
            row[truth == Labels - 1 ? truth - 1 : truth + 1] += beside / 2;
            return row;
        })];
    }

    private static int Draw(ref RandomStream random, double[] probabilities)
    {
        double u = random.NextDouble();
        int label = 0;
        while (label < probabilities.Length - 1 && u >= probabilities[label])
        {
            u -= probabilities[label++];
        }

        return label;
    }

    private static IEnumerable<int[]> Splits(int labels, int annotators)
    {
        if (labels == 1)
        {
            yield return [annotators];
            yield break;
        }

        for (int first = 0; first <= annotators; first++)
        {
            foreach (int[] rest in Splits(labels - 1, annotators - first))
            {
                yield return [first, .. rest];
            }
        }
    }

    private static double Multinomial(int[] counts, double[] probabilities)
    {
        double result = 1;
        int n = 0;
        for (int l = 0; l < counts.Length; l++)
        {
            for (int i = 1; i <= counts[l]; i++)
            {
                n++;
                result *= probabilities[l] * n / i;
            }
        }

        return result;
    }
}

/// <summary>The judge's label on an item, and how many people gave each label.</summary>
internal readonly record struct LabelledItem(int Judge, int[] People);
