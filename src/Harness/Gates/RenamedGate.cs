namespace JudgeEval.Harness.Gates;

/// <summary>A gate whose metric is known only when it meets a dataset, under the name it was stated by.</summary>
/// <param name="name">The demand as it was stated.</param>
/// <param name="gate">The gate of a judge.</param>
/// <param name="comparesWithBaseline">Whether that gate compares with the committed baseline.</param>
internal sealed class RenamedGate(string name, Func<GateContext, IGate> gate, bool comparesWithBaseline = false) : IGate
{
    public string Name => name;

    public bool ComparesWithBaseline => comparesWithBaseline;

    public GateResult Evaluate(GateContext context) => gate(context).Evaluate(context) with { Gate = name };
}
