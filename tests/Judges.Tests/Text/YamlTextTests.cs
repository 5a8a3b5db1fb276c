using YamlDotNet.Core;

namespace JudgeEval.Judges.Tests.Text;

public class YamlTextTests
{
    [Theory]
    [InlineData("a: [{b\nc:\n", 2)]
    [InlineData("a: {b: [c\nd:\n", 2)]
    [InlineData("a: [b\nc: d", 2)]
    [InlineData("a: 'b", 1)]
    [InlineData("a: b: c", 1)]
    public void Load_BrokenText_ThrowsWithThePlace(string text, int line)
    {
        YamlException exception = Assert.ThrowsAny<YamlException>(() => YamlText.Load(text));

        Assert.Equal(line, exception.Start.Line);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Load_DeepNesting_IsRefusedBeforeItCanEndTheProcess(string open, string close)
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "x" + string.Concat(Enumerable.Repeat(close, depth));

        Assert.Single(YamlText.Load(Nested(YamlText.MaximumDepth)));
        Assert.Equal("More than 64 groups and lists stand in one another.", Assert.Throws<YamlException>(() => YamlText.Load(Nested(100_000))).Message);
    }

    [Fact]
    public void Load_EveryBeginningOfAText_IsReadOrThrowsOneKindOfException()
    {
        const string text = "providers: [{name: p, price: {input: 1}}, \"q\\u00e9\"]\njudges:\n  - {name: &a j, committee: {members: [*a, 'b']}}\n# c\n- >-\n  x\n";

        for (int length = 0; length <= text.Length; length++)
        {
            for (int from = 0; from < length; from += 7)
            {
                string part = text[from..length] + "\njudges:\n";
                Exception? exception = Record.Exception(() => YamlText.Load(part));
                Assert.True(exception is null or YamlException, $"{part}: {exception}");
            }
        }
    }
}
