using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reviews;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reviews;

/// <summary>A folder with a case that waits, and sessions that review it.</summary>
internal sealed class ReviewFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("judgeeval-review-").FullName;

    public FixedTime Time { get; } = new();

    public string Corrections => At("T.M.corrections.jsonl");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string At(string name) => Path.Combine(Root, name);

    public ReviewFolder Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return this;
    }

    public ReviewSession Session(bool blind = false, string reviewer = "ana") => new(Root, null, reviewer, Time, blind);

    /// <summary>A dataset on disk in <c>data</c>, judged, with the record of the run in <c>bin/alignment-records</c>.</summary>
    public AlignmentRecord Record(IEnumerable<Judgement> judgements)
    {
        AnnotatedDataset dataset = DatasetReader.Read(At("data"));
        var verdicts = new VerdictSet(new JudgeIdentity { Name = "judge" }, "d", dataset.Identity.Hash, judgements);
        var options = new AlignmentOptions { Resamples = 0, Baselines = false };
        var record = new AlignmentRecord
        {
            Suite = "s",
            Case = "c",
            Dataset = dataset.Info.Name,
            DatasetPath = "data",
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Card = DatasetCard.Of(dataset),
            Options = options,
            Alignment = JudgeAlignment.Compute(dataset, verdicts, options),
            Snapshot = new SnapshotOutcome("T.M.verified.txt", false, [], [], []),
            Items = RecordedItem.All(dataset, verdicts),
        };
        Directory.CreateDirectory(At("bin/alignment-records"));
        RecordFile.Write(record, At("bin/alignment-records/t.record.json"));
        return record;
    }

    public static void Decide(ReviewSession session, string item, ReviewAction action = ReviewAction.KnownDisagreement, int? seen = null) =>
        session.Decide(session.Find("T.M", item), new DecisionDraft
        {
            Action = action,
            Source = DisagreementSource.DifferentCriteria,
            Topic = DisagreementTopic.Facts,
            Why = "because",
            Seen = seen,
        });

    public static string Fails(string code, Action action)
    {
        Diagnostic problem = Assert.Throws<JudgeEvalException>(action).Diagnostics[0];
        Assert.Equal(code, problem.Code);
        return problem.ToString();
    }

    /// <summary>A clock that stands still until a test moves it.</summary>
    internal sealed class FixedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
