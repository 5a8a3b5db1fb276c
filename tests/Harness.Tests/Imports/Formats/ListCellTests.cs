using JudgeEval.Harness.Imports.Formats;

namespace JudgeEval.Harness.Tests.Imports.Formats;

public sealed class ListCellTests
{
    [Theory]
    [InlineData("[]", "")]
    [InlineData(" [ ] ", "")]
    [InlineData("[0, 1,-2.5]", "0|1|-2.5")]
    [InlineData("[True, False, None, nan]", "True|False||")]
    [InlineData("['a, b', \"it's\", 'don\\'t']", "a, b|it's|don't")]
    [InlineData("[1, 2,]", "1|2")]
    public void TryRead_List_GivesItsElements(string text, string elements)
    {
        Assert.True(ListCell.TryRead(text, out List<string> found, out string? problem), problem);
        Assert.Equal(elements, string.Join('|', found));
    }

    [Theory]
    [InlineData("", "it does not begin with '['")]
    [InlineData("0, 1", "it does not begin with '['")]
    [InlineData("[0, 1", "the ']' at its end is missing")]
    [InlineData("[", "the ']' at its end is missing")]
    [InlineData("[0] 1", "something follows its ']'")]
    [InlineData("[0 1]", "a comma is missing behind element 1")]
    [InlineData("[0, [1]]", "element 2 is no number, truth value or text in quotation marks")]
    [InlineData("[,]", "element 1 is no number, truth value or text in quotation marks")]
    [InlineData("['a]", "element 1 is no number, truth value or text in quotation marks")]
    [InlineData("['a\\", "element 1 is no number, truth value or text in quotation marks")]
    public void TryRead_NoList_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(ListCell.TryRead(text, out _, out string? problem));
        Assert.Equal(expected, problem);
    }
}
