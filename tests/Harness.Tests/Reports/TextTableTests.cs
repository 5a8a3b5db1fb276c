using System.Collections.Immutable;
using JudgeEval.Harness.Reports;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class TextTableTests
{
    private static readonly TextColumn[] Columns =
    [
        new("name") { MinimumWidth = 6 },
        new("note") { DropOrder = 1 },
        new("n") { AlignRight = true },
    ];

    private static readonly ImmutableArray<TextCell>[] Rows =
    [
        [new("alpha-beta"), new("first"), new("7")],
        [new("x"), new(""), new("1234", TextStyle.Bad)],
    ];

    [Fact]
    public void Render_EnoughRoom_AlignsColumns() =>

        // Widths 10, 5 and 4, two gaps of two: the rule is 23 wide.
        Assert.Equal(
            [
                "name        note      n",
                "───────────────────────",
                "alpha-beta  first     7",
                "x                  1234",
            ],
            TextTable.Render(Columns, Rows, 80).AsEnumerable());

    [Fact]
    public void Render_LittleRoom_CutsTextFirst() =>
        Assert.Equal(["name     note      n", "────────────────────", "alpha-…  first     7", "x               1234"], TextTable.Render(Columns, Rows, 20).AsEnumerable());

    [Fact]
    public void Render_LessRoomThanTheCutTextNeeds_DropsTheColumn() =>
        Assert.Equal(["name           n", "────────────────", "alpha-beta     7", "x           1234"], TextTable.Render(Columns, Rows, 18).AsEnumerable());

    [Fact]
    public void Render_NoRoomAtAll_KeepsNumbersWhole() =>
        Assert.Equal(["name       n", "────────────", "alpha…     7", "x       1234"], TextTable.Render(Columns, Rows, 3).AsEnumerable());

    [Fact]
    public void Render_Colour_DoesNotCountAsWidth() =>
        Assert.Equal("x                  \u001b[31m1234\u001b[0m", TextTable.Render(Columns, Rows, 80, colour: true)[3]);

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("", 0)]
    public void Width_Text_IsWhatATerminalTakes(string text, int width) => Assert.Equal(width, TextLayout.Width(text));

    [Fact]
    public void Wrap_LongWordAndSpaces_BreaksAtSpacesFirst() =>
        Assert.Equal(["one two", "three", "abcdefgh", "ij k"], TextLayout.Wrap("one two  three abcdefghij k", 8).AsEnumerable());

    [Fact]
    public void Hang_TooManyLines_CutsTheLast() =>
        Assert.Equal(["- one", "  two", "  th…"], TextLayout.Hang("- ", "one two three four", 5, 3).AsEnumerable());

    [Fact]
    public void OneLine_ControlCharacters_CannotReachTheTerminal() =>
        Assert.Equal("a b \uFFFD[31mred\uFFFD", TextLayout.OneLine(" a\r\n\tb \u001b[31mred\u202E "));
}
