using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.GateErrors;

/// <summary>
/// A dataset and two judges of it. A judge has a label of its own for each item, right with a probability, and flips: on some items of each run,
/// other ones every time, it gives a neighbour of its label.
/// </summary>
/// <param name="Kind">The labels.</param>
/// <param name="Annotators">How many people label each item.</param>
/// <param name="Clustered">
/// Items come in fives that resemble each other: the normal variables behind an item's true label and behind each judge's error have a correlation of
/// one half within a cluster.
/// </param>
/// <param name="Flip">On what share of the items of a run a judge flips.</param>
/// <param name="SameJudge">Whether baseline and candidate are wrong on the same items, as far as they are equally good; else their errors are independent.</param>
internal sealed record GateProcess(LabelKind Kind, int Annotators, bool Clustered, double Flip, bool SameJudge) : IGateProcess
{
    /// <summary>How often each judge is asked; the most frequent answer counts.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>How many items a cluster has.</summary>
    public const int ItemsOfCluster = 5;

    private const double Correlation = 0.5;

    public int ClusterSize => Clustered ? ItemsOfCluster : 1;

    public PlantedItem[] Draw(ref RandomStream random, int items, ReadOnlySpan<double> candidates)
    {
        PlantedItem[] drawn = new PlantedItem[items];
        (double truth, double baseline, double other) = (0, 0, 0);
        for (int i = 0; i < items; i++)
        {
            if (i % ItemsOfCluster == 0)
            {
                (truth, baseline, other) = (Normal(ref random), Normal(ref random), Normal(ref random));
            }

            int label = Truth(Uniform(ref random, truth));
            double u = Uniform(ref random, baseline), v = SameJudge ? u : Uniform(ref random, other);
            double side = random.NextDouble(), otherSide = SameJudge ? side : random.NextDouble();
            int[] people = new int[Annotators];
            foreach (ref int person in people.AsSpan())
            {
                person = Given(label, random.NextDouble(), Kind.Person, random.NextDouble());
            }

            int of = Given(label, u, Kind.Judge, side);
            int[] own = [.. candidates.ToArray().Select(right => Given(label, v, right, otherSide))];
            drawn[i] = new PlantedItem(people, new int[Repeats], [.. own.Select(_ => new int[Repeats])]);
            for (int repeat = 0; repeat < Repeats; repeat++)
            {
                drawn[i].Baseline[repeat] = Flipped(of, random.NextDouble(), random.NextDouble());

                // Candidates of one run share their chance: no two of them are compared.
                double flip = random.NextDouble(), flipSide = random.NextDouble();
                for (int c = 0; c < own.Length; c++)
                {
                    drawn[i].Candidates[c][repeat] = Flipped(own[c], flip, flipSide);
                }
            }
        }

        return drawn;
    }

    /// <summary>A judge's metric on all items there can be, asked once, exactly: judge and people are independent given the true label.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="right">How often the judge is right, but for its flips.</param>
    public double Population(AlignmentMetric metric, double right)
    {
        double[,] joint = new double[Kind.Labels, Kind.Labels];
        for (int truth = 0; truth < Kind.Labels; truth++)
        {
            double[] judge = AfterFlips(Kind.Given(truth, right)), people = Reference(Kind.Given(truth, Kind.Person));
            for (int a = 0; a < judge.Length; a++)
            {
                for (int b = 0; b < people.Length; b++)
                {
                    joint[a, b] += Kind.Shares[truth] * judge[a] * people[b];
                }
            }
        }

        return JointMetric.Of(metric, joint);
    }

    /// <summary>How often a candidate is right whose metric lies below the baseline's by a drop: by bisection of the exact metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="drop">The drop, at least 0.</param>
    public double Candidate(AlignmentMetric metric, double drop)
    {
        if (drop == 0)
        {
            return Kind.Judge;
        }

        double target = Population(metric, Kind.Judge) - drop, low = 0, high = Kind.Judge;
        for (int round = 0; round < 60; round++)
        {
            double middle = (low + high) / 2;
            (low, high) = Population(metric, middle) < target ? (middle, high) : (low, middle);
        }

        return Math.Abs(Population(metric, high) - target) < 1e-9
            ? high
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"No candidate of {this} is worse by {drop}."));
    }

    /// <summary>What the majority of people, or their median, says when each says what he says: of an odd number, so that there are no ties.</summary>
    private double[] Reference(double[] person)
    {
        double[] reference = new double[person.Length];
        int[] labels = new int[Annotators];
        for (int code = 0; code < Math.Pow(person.Length, Annotators); code++)
        {
            double probability = 1;
            for (int a = 0, rest = code; a < Annotators; a++, rest /= person.Length)
            {
                probability *= person[labels[a] = rest % person.Length];
            }

            // The middle of two labels' sorted list is their majority too.
            reference[labels.Order().ElementAt(Annotators / 2)] += probability;
        }

        return reference;
    }

    private double[] AfterFlips(double[] own)
    {
        double[] said = [.. own.Select(p => p * (1 - Flip))];
        for (int label = 0; label < own.Length; label++)
        {
            said[Kind.Beside(label, 0.25)] += own[label] * Flip / 2;
            said[Kind.Beside(label, 0.75)] += own[label] * Flip / 2;
        }

        return said;
    }

    private int Truth(double u)
    {
        int label = 0;
        while (label < Kind.Labels - 1 && u >= Kind.Shares[label])
        {
            u -= Kind.Shares[label++];
        }

        return label;
    }

    private int Given(int truth, double u, double right, double side) => u < right ? truth : Kind.Beside(truth, side);

    private int Flipped(int label, double u, double side) => u < Flip ? Kind.Beside(label, side) : label;

    /// <summary>A uniform number that resembles those of its cluster, where there are clusters.</summary>
    private double Uniform(ref RandomStream random, double cluster) => !Clustered
        ? random.NextDouble()
        : MathNet.Numerics.Distributions.Normal.CDF(0, 1, (Math.Sqrt(Correlation) * cluster) + (Math.Sqrt(1 - Correlation) * Normal(ref random)));

    private static double Normal(ref RandomStream random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

