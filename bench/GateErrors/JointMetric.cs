using JudgeEval.Harness.Alignment;

namespace JudgeEval.Bench.GateErrors;

/// <summary>Metrics of a joint distribution of a judge's and people's labels.</summary>
internal static class JointMetric
{
    /// <summary>Agreement, or kappa: 1 less the mean disagreement over that of independent labels, where unequal labels count 1 or the square of their distance.</summary>
    /// <param name="metric">Agreement, kappa or quadratic kappa.</param>
    /// <param name="joint">The probability of each pair; they sum to 1.</param>
    public static double Of(AlignmentMetric metric, double[,] joint)
    {
        int k = joint.GetLength(0);
        double[] judge = new double[k], people = new double[k];
        for (int a = 0; a < k; a++)
        {
            for (int b = 0; b < k; b++)
            {
                judge[a] += joint[a, b];
                people[b] += joint[a, b];
            }
        }

        double observed = 0, expected = 0;
        for (int a = 0; a < k; a++)
        {
            for (int b = 0; b < k; b++)
            {
                double disagreement = metric == AlignmentMetric.CohenKappaQuadratic ? (a - b) * (a - b) : a == b ? 0 : 1;
                observed += joint[a, b] * disagreement;
                expected += judge[a] * people[b] * disagreement;
            }
        }

        return metric == AlignmentMetric.PercentAgreement ? 1 - observed : 1 - (observed / expected);
    }
}
