namespace JudgeEval.Tool.Tests.Commands;

public sealed class AcceptCommandTests : IDisposable
{
    private const string Nothing = "no disagreement\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Accept_NamedSuite_TakesItsSnapshotAlone()
    {
        _folder.Write("evals/Answers.Align.received.txt", Nothing);
        _folder.Write("evals/Pairs.Align.received.txt", Nothing);

        ToolResult result = CommandLine.Run("accept", "Answers", "--root", _folder.Root);

        Assert.Equal(
            (0, "accepted evals/Answers.Align.verified.txt (new): 0 added, 0 removed, 0 changed\n", ""),
            (result.Code, result.Out, result.Error));
        Assert.Equal(Nothing, File.ReadAllText(_folder["evals/Answers.Align.verified.txt"]));
        Assert.False(File.Exists(_folder["evals/Answers.Align.received.txt"]));
        Assert.True(File.Exists(_folder["evals/Pairs.Align.received.txt"]));
    }

    [Fact]
    public void Accept_NothingNamed_TakesAll()
    {
        _folder.Write("Answers.Align.received.txt", Nothing);
        _folder.Write("Pairs.Align.received.txt", Nothing);

        Assert.Equal(2, CommandLine.Run("accept", "--root", _folder.Root).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Accept_NoSuchSuite_NamesTheNearestThatWaits()
    {
        _folder.Write("Pairs.received.txt", Nothing);

        ToolResult result = CommandLine.Run("accept", "Pair", "--root", _folder.Root);

        Assert.Equal((4, "judgeeval: no received snapshot answers to 'Pair'; did you mean 'Pairs'?\n"), (result.Code, result.Error));
    }

    [Fact]
    public void Accept_NothingWaits_SaysSo()
    {
        ToolResult result = CommandLine.Run("accept", "--root", _folder.Root);

        Assert.Equal((0, $"nothing to accept: there is no *.received.txt below {_folder.Root}\n"), (result.Code, result.Out));
    }
}
