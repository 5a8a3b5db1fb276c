namespace JudgeEval.Judges.Tests.Configuration;

public class JudgePricesTests
{
    private static readonly JudgeEvalConfiguration Configuration = JudgeEvalConfiguration.Parse(
        """
        providers:
          - {name: cheap, provider: openai, model: m-1, keyVariable: K, price: {input: 1, output: 2}}
          - {name: twin, provider: openai, model: m-2, keyVariable: K, price: {input: 1.0, output: 2.00}}
          - {name: dear, provider: openai, model: m-3, keyVariable: K, price: {input: 5, output: 6}}
          - {name: again, provider: openai, model: m-3, keyVariable: L, price: {input: 7, output: 8}}
          - {name: unknown, provider: openai, model: m-4, keyVariable: K}
        judges:
          - {name: a, prompt: p.md, provider: cheap}
          - {name: b, prompt: p.md, provider: twin}
          - {name: c, prompt: p.md, provider: dear}
          - {name: d, prompt: p.md, provider: unknown}
          - {name: rule, baseline: majority}
          - {name: alike, committee: {members: [a, b, rule]}}
          - {name: mixed, committee: {members: [a, c]}}
          - {name: partly, committee: {members: [a, d]}}
          - {name: deep, committee: {members: [alike, a]}}
          - {name: argued, debate: {judge: a, debater: d.md, provider: twin}}
          - {name: argued-dearly, debate: {judge: a, debater: d.md, provider: dear}}
          - {name: fluent, perplexity: {provider: dear}}
        """,
        "judgeeval.yaml");

    [Theory]
    [InlineData("a", 1, 2)]
    [InlineData("alike", 1, 2)]
    [InlineData("deep", 1, 2)]
    [InlineData("argued", 1, 2)]
    [InlineData("fluent", 5, 6)]
    public void PriceOf_JudgeWhoseCallsAreChargedAlike_IsThatPrice(string judge, int input, int output) =>
        Assert.Equal(new TokenPrice(input, output), Configuration.PriceOf(new JudgeIdentity { Name = judge }));

    [Theory]
    [InlineData("mixed")]
    [InlineData("partly")]
    [InlineData("argued-dearly")]
    [InlineData("d")]
    [InlineData("rule")]
    public void PriceOf_JudgeWithoutOnePrice_IsNotKnown(string judge) => Assert.Null(Configuration.PriceOf(new JudgeIdentity { Name = judge }));

    [Theory]
    [InlineData("m-1", 1)]
    [InlineData("m-3", null)]
    [InlineData("m-4", null)]
    [InlineData("m-5", null)]
    [InlineData(null, null)]
    public void PriceOf_JudgeThatTheFileDoesNotDefine_IsItsModelsPriceWhereThatIsOne(string? model, int? input) =>
        Assert.Equal(input, (int?)Configuration.PriceOf(new JudgeIdentity { Name = "q/" + model, Model = model })?.InputPerMillion);
}
