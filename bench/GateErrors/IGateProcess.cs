using JudgeEval.Statistics;

namespace JudgeEval.Bench.GateErrors;

/// <summary>A way in which people's and judges' labels come about.</summary>
internal interface IGateProcess
{
    LabelKind Kind { get; }

    int Annotators { get; }

    /// <summary>How many neighbouring items are a cluster; 1 where items are independent.</summary>
    int ClusterSize { get; }

    /// <summary>Items at random.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="items">How many.</param>
    /// <param name="candidates">How good each candidate is.</param>
    PlantedItem[] Draw(ref RandomStream random, int items, ReadOnlySpan<double> candidates);
}

/// <summary>An item's labels, from 0.</summary>
/// <param name="People">Each annotator's.</param>
/// <param name="Baseline">What the baseline says, each time it is asked.</param>
/// <param name="Candidates">What each candidate says, each time it is asked.</param>
internal readonly record struct PlantedItem(int[] People, int[] Baseline, int[][] Candidates);
