using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>A gate on a metric that is known only when it meets a dataset.</summary>
/// <param name="name">The demand as it was stated.</param>
/// <param name="gate">The gate for a judge.</param>
/// <param name="comparesWithBaseline">Whether that gate compares with the committed baseline.</param>
internal sealed class RenamedGate(string name, Func<AlignedJudge, IGate> gate, bool comparesWithBaseline = false) : IGate
{
    public string Name => name;

    public bool ComparesWithBaseline => comparesWithBaseline;

    public GateResult Evaluate(GateContext context) => gate(context.Judge).Evaluate(context);
}
