using JudgeEval.Statistics;

namespace JudgeEval.Bench.GateErrors;

/// <summary>
/// Judges of a stated quality whatever they flip: on a share of the items a judge says one label in one run and another in the next, and what it gets
/// wrong there is a part of what it gets wrong in all. One person, always right, labels each item; the judges' errors are independent.
/// </summary>
/// <param name="Flip">On what share of the items a judge flips.</param>
internal sealed record UnstableProcess(double Flip) : IGateProcess
{
    public LabelKind Kind => LabelKind.Planted;

    public int Annotators => 1;

    public int ClusterSize => 1;

    public PlantedItem[] Draw(ref RandomStream random, int items, ReadOnlySpan<double> candidates)
    {
        PlantedItem[] drawn = new PlantedItem[items];
        for (int i = 0; i < items; i++)
        {
            int truth = random.NextInt(2), baseline = Said(ref random, truth, Kind.Judge);
            int[][] said = new int[candidates.Length][];
            for (int c = 0; c < said.Length; c++)
            {
                said[c] = [Said(ref random, truth, candidates[c])];
            }

            drawn[i] = new PlantedItem([truth], [baseline], said);
        }

        return drawn;
    }

    /// <summary>On the items on which it flips a judge tosses a coin, or is right more often where half of them would be more errors than it makes.</summary>
    private int Said(ref RandomStream random, int truth, double right)
    {
        double wrong = 1 - right, unstable = Math.Min(Flip / 2, wrong), stable = Flip < 1 ? (wrong - unstable) / (1 - Flip) : 0;
        double chance = random.NextDouble() < Flip ? unstable / Flip : stable;
        return random.NextDouble() < chance ? 1 - truth : truth;
    }
}
