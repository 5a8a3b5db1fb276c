using System.Text;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Tests.Datasets;

public sealed class DatasetNameTests
{
    [Theory]
    [InlineData("name: a b\ntask: single\n", "a b")]
    [InlineData("\uFEFFtask: single\r\nname: \"ü\"\r\n", "ü")]
    [InlineData("task: single\n", null)]
    [InlineData("name: [a]\n", null)]
    [InlineData("- name: a\n", null)]
    [InlineData("name: {a\n", null)]
    [InlineData("", null)]
    public void Of_AnyText_IsTheNameOrNothing(string yaml, string? name) => Assert.Equal(name, DatasetName.Of(Encoding.UTF8.GetBytes(yaml)));

    [Fact]
    public void Of_BytesThatAreNoText_IsNothing() => Assert.Null(DatasetName.Of([0x6e, 0x3a, 0xff]));
}
