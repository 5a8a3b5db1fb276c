using JudgeEval.Harness.Reviews;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reviews;

/// <summary>Worst first, by hand; and what is set apart.</summary>
public sealed class ReviewOrderTests : IDisposable
{
    private readonly ReviewFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Queue_OfEachRule_IsInTheOrderDerivedByHand()
    {
        // b, a: unanimous, distances 4 and 1. Then split ones by distance 3 before 2; of those with 2, nobody said the judge's 4 in f and g,
        // one of five (0.2) did in e, and two of four (0.5) in d; f before g by id. h has no distance. i flips, though nothing is as far as it.
        _folder.Write(
            "T.M.received.txt",
            """
            a | 1×5 | 2 | +1 | unanimous | 3/3
            b | 1×5 | 5 | +4 | unanimous | 3/3
            i | 1×5 | 5 | +4 | unanimous | 2/3
            c | 1×2 2×3 | 5 | +3 | split | 3/3
            d | 1×2 4×2 | 4 | +2 | split | 3/3
            e | 1×1 2×3 4×1 | 4 | +2 | split | 3/3
            f | 2×4 3×1 | 4 | +2 | split | 3/3
            g | 2×4 3×1 | 4 | -2 | split | 3/3
            h | 2×4 3×1 | · | · | split | 0/0

            """);

        ReviewSession session = _folder.Session();

        Assert.Equal(["b", "a", "c", "f", "g", "e", "d", "h", "i"], session.Queue.Select(i => i.Entry.Item));
        Assert.Equal([0.2, 0.5], new[] { "e", "d" }.Select(i => session.Find("T.M", i).Supporters));
        Assert.Equal("i", Assert.Single(session.Queue, i => i.Unstable).Entry.Item);
    }

    [Fact]
    public void Queue_EqualItemsOfTwoCases_AreInTheOrderOfTheirCases()
    {
        _folder.Write("T.N.received.txt", "a | 1×5 | 2 | +1 | unanimous | 1/1\n").Write("S.M.received.txt", "a | 1×5 | 2 | +1 | unanimous | 1/1\n");

        Assert.Equal(["S.M", "T.N"], _folder.Session().Queue.Select(i => i.Case.Id));
    }

    [Fact]
    public void Queue_Blind_IsByIdWhateverTheVerdicts()
    {
        _folder.Write("T.M.received.txt", "c | 1×5 | 5 | +4 | unanimous | 1/1\na | 1×2 2×3 | 5 | +3 | split | 1/2\nb | 1×2 2×3 | 3 | +1 | split | 1/1\n");
        ReviewSession session = _folder.Session(blind: true);
        Assert.Equal(["a", "b", "c"], session.Queue.Select(i => i.Entry.Item));

        session.SetBlind(false);

        Assert.Equal(["c", "b", "a"], session.Queue.Select(i => i.Entry.Item));
    }

    [Fact]
    public void Open_UnstableItem_NeedsNoDecision()
    {
        _folder.Write("T.M.received.txt", "a | 1×2 2×3 | 5 | +3 | split | 1/2\nb | 1×2 2×3 | 3 | +1 | split | 2/2\n");
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "b");

        Assert.Equal(0, session.Cases[0].Open);
        session.Accept("T.M", null);

        Assert.True(File.Exists(_folder.At("T.M.verified.txt")));
    }

    [Fact]
    public void Item_WithRecordAndBaseline_HasEachRepeatAndTheReason()
    {
        _folder.Write("data/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, labels: [\"1\", \"2\", \"3\"]}\n")
            .Write("data/items.jsonl", """{"id":"a","context":"c","response":"r"}""" + "\n")
            .Write("data/annotations.csv", "item,annotator,label\na,p,1\na,q,1\n");
        _folder.Record(
        [
            new Judgement("a", 0, PresentationOrder.Original, new RecordedVerdict { Label = "3", Rationale = "why three" }),
            new Judgement("a", 1, PresentationOrder.Original, new RecordedVerdict { Label = "3" }),
        ]);
        _folder.Write("T.M.received.txt", "a | 1×2 | 3 | +2 | unanimous | 2/2\n");

        ReviewItem item = Assert.Single(_folder.Session().Queue);

        Assert.Equal(("why three", 2, false), (item.Rationale, item.Recorded!.Judgements.Length, item.Unstable));
    }

    [Fact]
    public void Item_RecordOfAnotherRun_HasTextsAloneAndIsTold()
    {
        RecordWithData("3", "why three");

        // The run that wrote the snapshot had the judge say 2.
        _folder.Write("T.M.received.txt", "a | 1×2 | 2 | +1 | unanimous | 1/1\n");
        ReviewSession session = _folder.Session();

        Diagnostic told = Assert.Single(session.Problems);
        Assert.Equal(("JE5035", "T.M.received.txt"), (told.Code, told.Location.File));
        Assert.Contains("1 of 1 lines differ", told.What, StringComparison.Ordinal);
        ReviewItem item = Assert.Single(session.Queue);
        Assert.Equal(("r", 0, 0, null), (item.Recorded!.Item.Response, item.Recorded.Judgements.Length, item.Recorded.Labels.Count, item.Rationale));
    }

    [Fact]
    public void Item_TwoProjectsWithSnapshotsOfOneName_HasTheRecordOfItsOwn()
    {
        RecordWithData("3", "of the first");
        Directory.CreateDirectory(_folder.At("one"));
        foreach (string name in new[] { "data", "bin" })
        {
            Directory.Move(_folder.At(name), _folder.At("one/" + name));
        }

        RecordWithData("3", "of the second");
        Directory.CreateDirectory(_folder.At("two"));
        foreach (string name in new[] { "data", "bin" })
        {
            Directory.Move(_folder.At(name), _folder.At("two/" + name));
        }

        _folder.Write("one/T.M.received.txt", "a | 1×2 | 3 | +2 | unanimous | 1/1\n").Write("two/T.M.received.txt", "a | 1×2 | 3 | +2 | unanimous | 1/1\n");

        Assert.Equal(["of the first", "of the second"], _folder.Session().Queue.Select(i => i.Rationale));
    }

    private void RecordWithData(string label, string rationale)
    {
        _folder.Write("data/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, labels: [\"1\", \"2\", \"3\"]}\n")
            .Write("data/items.jsonl", """{"id":"a","context":"c","response":"r"}""" + "\n")
            .Write("data/annotations.csv", "item,annotator,label\na,p,1\na,q,1\n");
        _folder.Record([new Judgement("a", 0, PresentationOrder.Original, new RecordedVerdict { Label = label, Rationale = rationale })]);
    }
}
