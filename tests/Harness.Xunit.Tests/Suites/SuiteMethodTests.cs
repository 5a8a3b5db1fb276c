namespace JudgeEval.Xunit.Tests.Suites;

public sealed class SuiteMethodTests
{
    [Theory]
    [InlineData("Ns.SupportAnswers", "SupportAnswers", "support-answers")]
    [InlineData("PublicLlmJudge", "PublicLlmJudge", "public-llm-judge")]
    [InlineData("Ns.LLMBar", "LLMBar", "llm-bar")]
    [InlineData("Ns.Outer+Inner2", "Outer.Inner2", "outer-inner2")]
    public void Names_OfAClass_AreDerivedFromItsName(string fullName, string className, string suite)
    {
        var method = new SuiteMethod("A", fullName, "M");

        Assert.Equal(className, method.ClassName);
        Assert.Equal(suite, method.DefaultSuiteName);
    }
}
