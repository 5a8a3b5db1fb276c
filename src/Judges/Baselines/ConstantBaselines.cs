namespace JudgeEval.Judges;

/// <summary>Always the label that agrees with people's references most often.</summary>
/// <remarks>It is chosen on the very labels it is held against, which favours it: a judge that beats it beats any constant.</remarks>
internal sealed class MajorityBaseline(BaselineExamples examples) : BaselineJudge(BaselineKind.Majority, examples)
{
    private readonly Label _label = examples.Marginal.Constant();

    public override Label? LabelOf(JudgeItem item) => _label;
}

/// <summary>A label drawn from people's frequencies. The draw hangs on seed and id alone, so neither order nor other items change it.</summary>
internal sealed class RandomBaseline(BaselineExamples examples) : BaselineJudge(BaselineKind.Random, examples)
{
    private const double Unit = 1.0 / (1UL << 53);

    public override Label? LabelOf(JudgeItem item) => Examples.Marginal.At((StableHash.Of(Examples.Seed, item.Id) >> 11) * Unit);
}
