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
            (
                0,
                "accepted evals/Answers.Align.verified.txt (new): 0 added, 0 removed, 0 changed\n",
                "judgeeval: note: no baseline waits beside evals/Answers.Align.verified.txt, so the snapshot alone was taken; run the suite again for one\n"),
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

    [Fact]
    public void Accept_CaseWithABaseline_TakesBothAndSaysWhatItsGatesDecided()
    {
        Write("passed", "");

        ToolResult result = CommandLine.Run("accept", "--root", _folder.Root);

        Assert.Equal(
            (0, "accepted Answers.Align.verified.txt (new): 0 added, 0 removed, 0 changed\naccepted Answers.Align.baseline.jsonl (new): gates passed\n", ""),
            (result.Code, result.Out, result.Error));
        Assert.Equal(2, Directory.GetFiles(_folder.Root).Length);
    }

    [Fact]
    public void Accept_RedGate_IsRefusedWithExitCodeOneUntilThereIsAReason()
    {
        Write("failed", """{"gate":"kappa >= 0.6","decision":"failed","threshold":0.6,"code":"JE4001"}""");

        ToolResult refused = CommandLine.Run("accept", "Answers", "--root", _folder.Root);
        Assert.Equal((1, ""), (refused.Code, refused.Out));
        Assert.StartsWith("Answers.Align.received.baseline.jsonl: error JE4401: Answers.Align is not accepted, because a gate is red: kappa >= 0.6 (JE4001); ", refused.Error, StringComparison.Ordinal);

        ToolResult dry = CommandLine.Run("accept", "Answers", "--root", _folder.Root, "--reason", "labels were wrong", "--dry-run");
        Assert.Equal(0, dry.Code);
        Assert.StartsWith("would accept Answers.Align.verified.txt", dry.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["Answers.Align.received.baseline.jsonl"]));

        ToolResult accepted = CommandLine.Run("accept", "Answers", "--root", _folder.Root, "--reason", " labels were wrong ");
        Assert.Equal((0, ""), (accepted.Code, accepted.Error));
        Assert.Contains("""{"acceptance":{"decision":"failed","reason":"labels were wrong"}}""", File.ReadAllText(_folder["Answers.Align.baseline.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_UndecidedGate_IsTakenWithANote()
    {
        Write("inconclusive", """{"gate":"kappa >= 0.6","decision":"inconclusive","threshold":0.6,"code":"JE4004"}""");

        ToolResult result = CommandLine.Run("accept", "--root", _folder.Root);

        Assert.Equal((0, "judgeeval: note: Answers.Align could not be decided: kappa >= 0.6\n"), (result.Code, result.Error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Accept_EmptyReason_IsWrongUsage(string reason)
    {
        Write("failed", "");

        ToolResult result = CommandLine.Run("accept", "--root", _folder.Root, "--reason", reason);

        Assert.Equal(4, result.Code);
        Assert.True(File.Exists(_folder["Answers.Align.received.txt"]));
    }

    // A baseline as a run writes it, by hand: a line for each part of the header and one for each item.
    private void Write(string decision, string gate)
    {
        _folder.Write("Answers.Align.received.txt", Nothing);
        _folder.Write(
            "Answers.Align.received.baseline.jsonl",
            $$$"""
            {"format":"judgeeval.baseline/1","suite":"answers","case":"answers · judge","test":"Ns.Answers.Align"}
            {"judge":{"name":"judge"}}
            {"dataset":{"name":"answers","scale":"ordinal 1..3"}}
            {"gates":[{{{gate}}}]}
            {"acceptance":{"decision":"{{{decision}}}"}}
            {"item":"i1","fingerprint":"44ef3a31de177618","people":{"a1":"1"},"verdicts":[{"repeat":0,"order":"original","label":"1"}]}

            """);
    }
}
