using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Comments;
using JudgeEval.Harness.Tests.Support;

namespace JudgeEval.Harness.Tests.Diffs;

public sealed class AlignmentDifferTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-diffs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Compare_TwoItemsTurned_NamesThem()
    {
        // People say yes four times and no once; the head turns items 2 and 3 away from them and item 4 back.
        CaseDiff only = Assert.Single(AlignmentDiffer.Compare(Recorded.Set(Recorded.Of("yyynn")), Recorded.Set(Recorded.Of("ynnyn"))).Cases);

        Assert.Equal(CaseDiffKind.Compared, only.Kind);
        Assert.Equal(["i002", "i003"], only.Comparison!.NewlyDisagreeing.AsEnumerable());
        Assert.Equal(["i004"], only.Comparison.Resolved.AsEnumerable());
    }

    [Fact]
    public void Compare_OtherNameOfOneTestAndDataset_IsTheSameCase()
    {
        AlignmentDiff diff = AlignmentDiffer.Compare(Recorded.Set(Recorded.Of("yyn", name: "old")), Recorded.Set(Recorded.Of("yyn", name: "new")));

        Assert.Equal(("new", CaseDiffKind.Compared), (diff.Cases.Single().Case, diff.Cases.Single().Kind));
    }

    [Fact]
    public void Compare_TwoNewNamesForOneOld_DoesNotGuess()
    {
        AlignmentDiff diff = AlignmentDiffer.Compare(Recorded.Set(Recorded.Of("yyn", name: "old")), Recorded.Set(Recorded.Of("yyn", name: "a"), Recorded.Of("yyn", name: "b")));

        Assert.Equal([CaseDiffKind.Added, CaseDiffKind.Added, CaseDiffKind.Removed], diff.Cases.Select(c => c.Kind));
    }

    [Theory]
    [InlineData(GateDecision.Passed, GateDecision.Inconclusive, GateDecision.Inconclusive)]
    [InlineData(GateDecision.Failed, GateDecision.Inconclusive, GateDecision.Failed)]
    [InlineData(GateDecision.Passed, GateDecision.Passed, GateDecision.Passed)]
    public void Compare_TwoCases_TheWorstDecides(GateDecision first, GateDecision second, GateDecision expected)
    {
        CaseSet head = Recorded.Set(Recorded.Of("yyn", name: "a", gates: first), Recorded.Of("yyn", name: "b", gates: second));

        Assert.Equal(expected, AlignmentDiffer.Compare(CaseSet.Empty, head).Decision);
    }

    [Fact]
    public void Compare_HundredItemsLostWithoutAGate_Fails()
    {
        AlignmentRecord before = Recorded.Of(new string('y', 99) + "n", gates: null), after = Recorded.Of(new string('n', 100), gates: null);

        // A weighted or chance-corrected figure is undefined where the judge says one word; the share of equal labels is not.
        AlignmentDiff diff = AlignmentDiffer.Compare(Recorded.Set(before), Recorded.Set(after with { Options = after.Options with { Metric = AlignmentMetric.PercentAgreement } }));

        Assert.Equal(GateDecision.Failed, diff.Decision);
    }

    [Fact]
    public void Compare_CaseThatDidNotRun_FailsWhateverLiesThere()
    {
        CaseSet head = Recorded.Set(Recorded.Of("yyn")) with { Problems = [new CaseProblem("Evals.Suite.Align", "suite", "case", "", "", "sample", "JE3001: no recording")] };

        AlignmentDiff diff = AlignmentDiffer.Compare(Recorded.Set(Recorded.Of("yyn")), head);

        Assert.Equal((GateDecision.Failed, CaseDiffKind.NotRun), (diff.Decision, diff.Cases.Single().Kind));
    }

    [Fact]
    public void Compare_RemovedAmongOthers_DecidesNothing_ButAllRemovedFails()
    {
        CaseSet both = Recorded.Set(Recorded.Of("yyn", "a"), Recorded.Of("yyn", "b")), one = Recorded.Set(Recorded.Of("yyn", "a"));

        Assert.Equal(GateDecision.Passed, AlignmentDiffer.Compare(both, one).Decision);
        Assert.Equal(GateDecision.Failed, AlignmentDiffer.Compare(both, CaseSet.Empty).Decision);

        // Nor does a first pull request pass whose filter finds no suite.
        Assert.Equal(GateDecision.Failed, AlignmentDiffer.Compare(CaseSet.Empty, CaseSet.Empty).Decision);
    }

    [Fact]
    public void Compare_RecordWhoseLabelsAreOffItsOwnScale_IsBrokenAndHandedOnToNobody()
    {
        AlignmentRecord good = Recorded.Of("yyn");
        AlignmentRecord bad = good with { Items = [good.Items[0] with { Labels = good.Items[0].Labels.SetItem("anna", "perhaps") }, .. good.Items[1..]] };

        CaseDiff only = Assert.Single(AlignmentDiffer.Compare(Recorded.Set(good), Recorded.Set(bad)).Cases);

        Assert.Equal((CaseDiffKind.Broken, GateDecision.Failed), (only.Kind, only.Decision));
        Assert.StartsWith("judgeeval: error JE1814: what is recorded of suite (case) does not fit itself", only.Problem, StringComparison.Ordinal);
        Assert.Null(only.Head);
    }

    // A tool's record is named after its judge and has no test: of one dataset there is one on each side, or it is open which became which.
    [Theory]
    [InlineData(null, null, 1)]
    [InlineData("T", "T", 1)]
    [InlineData("T", "U", 2)]
    [InlineData("T", null, 2)]
    public void Compare_CaseOfAnotherName_IsTheSameByTestOrSuite(string? before, string? after, int cases)
    {
        AlignmentRecord was = Recorded.Of("yyn", name: "old × answers") with { Test = before }, now = Recorded.Of("yyn", name: "new × answers") with { Test = after };

        Assert.Equal(cases, AlignmentDiffer.Compare(Recorded.Set(was), Recorded.Set(now)).Cases.Length);
        Assert.Equal(3, AlignmentDiffer.Compare(Recorded.Set(was, was with { Case = "second" }), Recorded.Set(now)).Cases.Length);
    }

    // On three items nothing can be told; where the case demands something itself, or the judge says the same, nothing else is asked.
    [Fact]
    public void Compare_CaseThatDemandsNothing_SaysWhatItIsHeldAgainst()
    {
        CaseDiff undecided = Only(Recorded.Of("yyn", gates: null), Recorded.Of("yny", gates: null));

        Assert.Equal((GateDecision.Inconclusive, GateDecision.Inconclusive), (undecided.Decision, undecided.DefaultGate!.Decision));
        Assert.Contains("not more than 0.05 below the baseline", undecided.DefaultGate.Gate, StringComparison.Ordinal);
        Assert.Contains(
            "- nothing is demanded of this case, so it must be shown not to be worse than the base: ",
            AlignmentComment.Render(AlignmentDiffer.Compare(Recorded.Set(Recorded.Of("yyn", gates: null)), Recorded.Set(Recorded.Of("yny", gates: null)))),
            StringComparison.Ordinal);
        Assert.Null(Only(Recorded.Of("yyn"), Recorded.Of("yny")).DefaultGate);
        Assert.Null(Only(Recorded.Of("yyn", gates: null), Recorded.Of("yyn", gates: null)).DefaultGate);

        static CaseDiff Only(AlignmentRecord before, AlignmentRecord after) => Assert.Single(AlignmentDiffer.Compare(Recorded.Set(before), Recorded.Set(after)).Cases);
    }

    [Fact]
    public void Compare_KnownDisagreements_AreThoseOfTheAcceptedSnapshots()
    {
        // The head is wrong on i001 and i002; its snapshot has i002 as accepted, and i001 as new.
        AlignmentRecord before = Recorded.Of("yyyyn"), after = Recorded.Of("ynnyn") with { Snapshot = new SnapshotOutcome("s.verified.txt", false, ["i002"], [], []) };

        CaseDiff only = Assert.Single(AlignmentDiffer.Compare(Recorded.Set(before), Recorded.Set(after)).Cases);

        Assert.Equal(only.Comparison!.NewlyDisagreeing.Except(["i002"], StringComparer.Ordinal), only.KnownDisagreements);
        Assert.Single(only.KnownDisagreements);
    }

    [Fact]
    public void Read_Shards_AreOneSetAndTheCorruptIsNamed()
    {
        RecordFile.Write(Recorded.Of("yyn", "a"), Path.Combine(_folder, "one", "a.record.json"));
        RecordFile.Write(Recorded.Of("yyn", "a"), Path.Combine(_folder, "two", "a.record.json"));
        RecordFile.Write(Recorded.Of("yyn", "b"), Path.Combine(_folder, "two", "b.record.json"));
        RecordFile.Write(Recorded.Of("yny", "b"), Path.Combine(_folder, "zero", "b.record.json"));
        File.WriteAllText(Path.Combine(_folder, "cut.record.json"), "{\"format\":\"judgeeval.record/1\",");
        File.WriteAllText(Path.Combine(_folder, "empty.record.json"), "{\"format\":\"judgeeval.record/1\"}");
        File.WriteAllText(Path.Combine(_folder, "null.record.json"), "null");
        File.WriteAllText(Path.Combine(_folder, "odd.problem.txt"), "nothing");

        CaseSet set = CaseSetReader.Read(_folder);

        Assert.Equal(["a", "b"], set.Records.Select(r => r.Suite));
        Assert.Equal(
            ["cut.record.json JE1802", "empty.record.json JE1811", "null.record.json JE1803", "odd.problem.txt JE1813", "zero/b.record.json JE1812"],
            set.Broken.Select(b => $"{b.Path} {b.Diagnostics.Single().Code}"));
        Assert.Equal(GateDecision.Failed, AlignmentDiffer.Compare(CaseSet.Empty, set).Decision);
    }
}
