using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;

namespace JudgeEval.Bench.GateErrors;

/// <summary>How labels of a scale come about: how frequent they are, and how often people and judges are right.</summary>
/// <param name="Name">For the tables.</param>
/// <param name="Scale">The scale; its labels are numbers from 1.</param>
/// <param name="Shares">How frequent each true label is.</param>
/// <param name="Person">How often a person gives the true label.</param>
/// <param name="Judge">How often the baseline does, but for its flips.</param>
internal sealed record LabelKind(string Name, LabelScale Scale, double[] Shares, double Person, double Judge)
{
    /// <summary>Two labels, seven items in ten of the second.</summary>
    public static LabelKind Binary { get; } = new("binary", LabelScale.Nominal(["1", "2"], positive: "2"), [0.3, 0.7], 0.9, 0.9);

    /// <summary>Five ordered labels, the middle ones more frequent.</summary>
    public static LabelKind FivePoints { get; } = new("five points", LabelScale.Ordinal(1, 5), [0.1, 0.2, 0.3, 0.25, 0.15], 0.75, 0.75);

    /// <summary>Two equally frequent labels, people always right, and judges that are right on 92 % of the items.</summary>
    public static LabelKind Planted { get; } = new("planted", LabelScale.Nominal(["1", "2"], positive: "2"), [0.5, 0.5], 1, 0.92);

    public int Labels => Shares.Length;

    /// <summary>The metric that stands first where nobody chooses another.</summary>
    public AlignmentMetric DefaultMetric => Labels == 2 ? AlignmentMetric.CohenKappa : AlignmentMetric.CohenKappaQuadratic;

    /// <summary>The probability of each label where the true one is given with some probability; what else is given lies beside it, from the lower label up.</summary>
    /// <param name="truth">The true label.</param>
    /// <param name="right">How often it is given.</param>
    public double[] Given(int truth, double right)
    {
        double[] row = new double[Labels];
        row[truth] = right;
        foreach (double side in (double[])[0.25, 0.75])
        {
            row[Beside(truth, side)] += (1 - right) / 2;
        }

        return row;
    }

    /// <summary>A neighbour of a label, each side alike; at the ends the only one.</summary>
    /// <param name="label">The label.</param>
    /// <param name="side">A uniform number: below one half the lower neighbour.</param>
    public int Beside(int label, double side) => label == 0 ? 1 : label == Labels - 1 ? label - 1 : label + (side < 0.5 ? -1 : 1);
}
