using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Snapshots;

/// <summary>Snapshots and baselines that wait together.</summary>
public sealed class AcceptanceTests : IDisposable
{
    private const string Line = "a | 1×5 | 4 | +3 | unanimous | 1/1\n";

    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-acceptance-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Accept_GreenCase_TakesBothFiles()
    {
        Received("T.M", GateDecision.Passed);

        AcceptedCase accepted = Assert.Single(SnapshotAcceptance.Accept(_root, []).Accepted);

        Assert.Equal(("T.M.verified.txt", "T.M.baseline.jsonl"), (accepted.Snapshot!.VerifiedPath, accepted.Baseline!.Path));
        Assert.Equal((GateDecision.Passed, true), (accepted.Baseline.Decision, accepted.Baseline.IsNew));
        Assert.Equal(["T.M.baseline.jsonl", "T.M.verified.txt"], Files());
        Assert.Equal(new BaselineAcceptance(GateDecision.Passed), BaselineFile.Read(At("T.M.baseline.jsonl")).Acceptance);
    }

    [Fact]
    public void Accept_RedCase_IsRefusedAndNothingMoves()
    {
        Received("T.M", GateDecision.Failed, ("cohenKappa >= 0.6", GateDecision.Failed, "JE4001"), ("coverage >= 0.98", GateDecision.Passed, null));
        Received("U.M", GateDecision.Passed);

        SnapshotAcceptanceResult result = SnapshotAcceptance.Accept(_root, []);

        Assert.Equal("U.M", Assert.Single(result.Accepted).Name);
        Assert.Equal(
            "T.M.received.baseline.jsonl: error JE4401: T.M is not accepted, because a gate is red: cohenKappa >= 0.6 (JE4001); "
            + "a baseline that fails its own gates would hide the drop from every later run; "
            + "mend the judge, or say why it is right: judgeeval accept T --reason \"…\"",
            Assert.Single(result.Refused).Problem.ToString());
        Assert.Equal(["T.M.received.baseline.jsonl", "T.M.received.txt", "U.M.baseline.jsonl", "U.M.verified.txt"], Files());
    }

    [Fact]
    public void Accept_RedCaseWithAReason_WritesItIntoTheBaseline()
    {
        Received("T.M", GateDecision.Failed, ("cohenKappa >= 0.6", GateDecision.Failed, "JE4001"));

        SnapshotAcceptance.Accept(_root, [], new AcceptanceOptions { Reason = "the labels were wrong; \"x\" | ü" });

        Assert.Equal(new BaselineAcceptance(GateDecision.Failed, "the labels were wrong; \"x\" | ü"), BaselineFile.Read(At("T.M.baseline.jsonl")).Acceptance);
        Assert.Equal(["T.M.baseline.jsonl", "T.M.verified.txt"], Files());
    }

    [Fact]
    public void Accept_FailedDecisionWithoutAGate_IsRefusedToo()
    {
        Received("T.M", GateDecision.Failed);

        Assert.Equal("JE4401", Assert.Single(SnapshotAcceptance.Accept(_root, []).Refused).Problem.Code);
    }

    // There was nothing to compare with, so there is nothing that a reason could be given for.
    [Theory]
    [InlineData("JE4504", true)]
    [InlineData("JE4010", false)]
    public void Accept_GateThatIsRedBecauseTheBaselineCannotBeRead_AsksForNoReason(string code, bool accepted)
    {
        Received("T.M", GateDecision.Failed, ("metric not worse than the baseline by 0.1", GateDecision.Failed, code));

        Assert.Equal(accepted ? 1 : 0, SnapshotAcceptance.Accept(_root, []).Accepted.Length);
    }

    [Theory]
    [InlineData("JE4006", "")]
    [InlineData("JE4004", "cohenKappa >= 0.6")]
    public void Accept_InconclusiveCase_IsTakenAndSaysWhichGateUnlessItOnlyLackedABaseline(string code, string undecided)
    {
        Received("T.M", GateDecision.Inconclusive, ("cohenKappa >= 0.6", GateDecision.Inconclusive, code));

        AcceptedCase accepted = Assert.Single(SnapshotAcceptance.Accept(_root, []).Accepted);

        Assert.Equal(undecided, string.Join(' ', accepted.Baseline!.Undecided));
    }

    [Fact]
    public void Accept_SnapshotOfAnOlderVersion_IsTakenAlone()
    {
        File.WriteAllText(At("T.M.received.txt"), Line);

        AcceptedCase accepted = Assert.Single(SnapshotAcceptance.Accept(_root, []).Accepted);

        Assert.Null(accepted.Baseline);
        Assert.Equal(["T.M.verified.txt"], Files());
    }

    [Fact]
    public void Accept_BaselineAlone_IsTakenByTheSamePatterns()
    {
        Received("T.M", GateDecision.Passed);
        File.Delete(At("T.M.received.txt"));
        Received("T.Other", GateDecision.Passed);

        SnapshotAcceptanceResult result = SnapshotAcceptance.Accept(_root, ["T.M"]);

        Assert.Null(Assert.Single(result.Accepted).Snapshot);
        Assert.Equal(["T.Other"], result.Waiting.AsEnumerable());
        Assert.Equal(["T.M.baseline.jsonl", "T.Other.received.baseline.jsonl", "T.Other.received.txt"], Files());
    }

    // What an acceptance that was stopped leaves: the baseline written, and perhaps the snapshot moved.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Accept_AfterAnInterruption_EndsInTheSameState(bool snapshotMoved)
    {
        Received("T.M", GateDecision.Passed);
        File.Copy(At("T.M.received.baseline.jsonl"), At("T.M.baseline.jsonl"));
        if (snapshotMoved)
        {
            File.Move(At("T.M.received.txt"), At("T.M.verified.txt"));
        }

        SnapshotAcceptance.Accept(_root, []);

        Assert.Equal(["T.M.baseline.jsonl", "T.M.verified.txt"], Files());
        Assert.Equal(Line, File.ReadAllText(At("T.M.verified.txt")));
        Assert.Empty(SnapshotAcceptance.Accept(_root, []).Accepted);
    }

    [Fact]
    public void Accept_ReceivedBaselineThatIsCutOff_RefusesTheWholeCase()
    {
        Received("T.M", GateDecision.Passed);
        string text = File.ReadAllText(At("T.M.received.baseline.jsonl"));
        File.WriteAllText(At("T.M.received.baseline.jsonl"), text[..^20]);

        Assert.Equal("JE4502", Assert.Single(SnapshotAcceptance.Accept(_root, []).Refused).Problem.Code);
        Assert.Equal(["T.M.received.baseline.jsonl", "T.M.received.txt"], Files());
    }

    [Fact]
    public void Accept_DryRun_SaysTheSameAndChangesNothing()
    {
        Received("T.M", GateDecision.Passed);
        Received("U.M", GateDecision.Failed);

        SnapshotAcceptanceResult result = SnapshotAcceptance.Accept(_root, [], new AcceptanceOptions { DryRun = true });

        Assert.Equal(("T.M", "U.M"), (Assert.Single(result.Accepted).Name, Assert.Single(result.Refused).Name));
        Assert.Equal(["T.M.received.baseline.jsonl", "T.M.received.txt", "U.M.received.baseline.jsonl", "U.M.received.txt"], Files());
    }

    [Fact]
    public void Accept_FilesOfOtherKindsAndInBuildOutput_AreLeftAlone()
    {
        Directory.CreateDirectory(At("bin"));
        Received("bin/T.M", GateDecision.Passed);
        File.WriteAllText(At("other.received.baseline.jsonl"), "{\"format\":\"other/1\"}\n");

        Assert.Empty(SnapshotAcceptance.Accept(_root, []).Accepted);
    }

    [Fact]
    public void Find_BaselineOfNoCase_IsAnOrphanAndAReceivedOneIsNot()
    {
        Received("T.M", GateDecision.Passed);
        Received("T.Gone", GateDecision.Passed);
        SnapshotAcceptance.Accept(_root, []);
        File.Delete(At("T.Gone.verified.txt"));
        Received("T.New", GateDecision.Passed);

        Diagnostic orphan = Assert.Single(SnapshotOrphans.Find(_root, [SnapshotNaming.For(_root, "T", "M", [])]));

        Assert.Equal(("JE5009", "T.Gone.baseline.jsonl"), (orphan.Code, orphan.Location.File));
    }

    private void Received(string name, GateDecision decision, params (string Gate, GateDecision Decision, string? Code)[] gates)
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "2"], ["3", "3"]);
        AlignedJudge judge = new AlignmentBasis(dataset, new AlignmentOptions { Resamples = 0, Baselines = false }).Examine(Sample.Verdicts("1", "3"));
        BaselineRecord record = BaselineRecord.Of(judge, "suite", "case", "Ns.T.M", null) with
        {
            Gates = [.. gates.Select(g => new AcceptedGate(g.Gate, g.Decision, 0.6) { Code = g.Code })],
            Acceptance = new BaselineAcceptance(decision),
        };
        BaselineFile.Write(record, At(name + ".received.baseline.jsonl"));
        File.WriteAllText(At(name + ".received.txt"), Line);
    }

    private string At(string path) => Path.Combine(_root, path);

    private ImmutableArray<string> Files() => [.. Directory.EnumerateFiles(_root).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}
