using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Records;

/// <summary>What a record was made of can be made of it again, through a file: the same content by its hashes, and the same figures.</summary>
public sealed class RecordedDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-records-").FullName;

    public static TheoryData<string> Scales => ["ordinal", "nominal", "preference", "preference of three", "interval", "ratio"];

    [Theory]
    [MemberData(nameof(Scales))]
    public void Of_ARecordOfAnyScale_IsTheSameContent(string name)
    {
        LabelScale scale = name switch
        {
            "ordinal" => LabelScale.Ordinal(["Bad", "Fair", "Good"], "Good", ["?"], OutOfScalePolicy.Clip),
            "nominal" => LabelScale.Nominal(["no", "yes"], "yes"),
            "preference" => LabelScale.Preference(withMagnitude: true),
            "preference of three" => LabelScale.Preference(withMagnitude: false, ["skip"]),
            "interval" => LabelScale.Interval(-1, double.PositiveInfinity),
            _ => LabelScale.Ratio(0, 10),
        };
        string[] labels = scale.IsNumeric ? ["0.5", "7"] : [scale.Labels[0], scale.Labels[^1]];
        AnnotatedDataset dataset = Sample.Dataset(scale, [labels[0], labels[1]], [labels[1], labels[1]], [labels[0], ""]);

        AnnotatedDataset again = Again(dataset, Sample.Verdicts(labels[0], labels[1], "")).Dataset;

        Assert.Equal(dataset.Identity, again.Identity);
        Assert.Equal(scale, again.Scale);
        Assert.Equal(scale.OutOfScale, again.Scale.OutOfScale);
    }

    [Fact]
    public void Of_PeopleTextsAndGaps_AreTheSameContent()
    {
        AnnotatedDataset dataset = new DatasetBuilder(new DatasetInfo { Name = "sample", Version = "2" }, TaskShape.Single, LabelScale.Ordinal(["1", "2", "3", "4", "5"], null, ["n/a"]), Subjectivity.LatentProjective)
            .AddItem(new JudgeItem { Id = "a", Context = "<script>", Response = "“é”\n2", Cluster = "talk", Split = null, Tags = Tags("channel", "chat") })
            .AddItem(new JudgeItem { Id = "b", Response = "" })
            .AddAnnotator("zoe", Tags("group", "north"))
            .AddAnnotator("never-asked", Tags("group", "south"))
            .AddAnnotation("a", "zoe", "4", "it is true")
            .AddAnnotation("a", "bob", "n/a", "cannot say")
            .AddAnnotation("b", "bob", "1")
            .AddAnnotation("b", "zoe", "")
            .Build();

        AnnotatedDataset again = Again(dataset, new VerdictSet(new JudgeIdentity { Name = "j" }, null, null, [])).Dataset;

        Assert.Equal(dataset.Identity, again.Identity);
        Assert.Equal(2, again.MissingAnnotationCount);
        Assert.Equal(Subjectivity.LatentProjective, again.Subjectivity);
        Assert.Equal("2", again.Info.Version);
        Assert.Equal("it is true", again.ExplanationOf(0, 0));
        Assert.Equal("cannot say", again.MissingAnnotations[0].Explanation);
    }

    [Fact]
    public void Of_ARecordOfWhatAnExclusionLogLeft_IsTheRestWithTheIdentityOfTheWhole()
    {
        AnnotatedDataset whole = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "3"], ["2", "2"], ["3", "3"]);
        AnnotatedDataset rest = ExclusionLog.Apply(whole, [new Exclusion(whole.Annotators[0].Id, null, "mine", ""), new Exclusion(whole.Annotators[1].Id, Sample.Id(1), "mine", "")]);

        (AlignmentRecord record, AnnotatedDataset again) = Again(rest, Sample.Verdicts("1", "2", "3"));

        // Six labels, three of the first person, and one of the second.
        Assert.Equal((whole.Identity, 2), (again.Identity, again.AnnotationCount));
        Assert.Equal((4, 4), (again.Excluded!.Annotations, again.Excluded.ByRule["mine"]));
        Assert.Equal(record.Alignment.Statistics, new AlignmentBasis(again, record.Options).Align(RecordedJudge.Verdicts(record)).Statistics);
    }

    [Fact]
    public void Verdicts_RepeatsFailuresAndReasons_AreThoseOfTheJudge()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "3"], ["2", "2"], ["3", "3"]);
        JudgeIdentity judge = new() { Name = "j", Model = "m", PromptHash = "p" };
        Judgement[] judgements =
        [
            new(Sample.Id(0), 0, PresentationOrder.Original, new RecordedVerdict { Label = "1", Rationale = "because", Usage = new TokenUsage(10, null) }),
            new(Sample.Id(0), 1, PresentationOrder.Original, new RecordedVerdict { Label = "2", Usage = new TokenUsage(5, 7) }),
            new(Sample.Id(2), 0, PresentationOrder.Original, new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "no") }),
        ];

        (AlignmentRecord record, AnnotatedDataset again) = Again(dataset, new VerdictSet(judge, "sample", dataset.Identity.Hash, judgements));
        VerdictSet verdicts = RecordedJudge.Verdicts(record);

        Assert.Equal(judge, verdicts.Judge);
        Assert.Equal(judgements.Select(j => (j.Item, j.Repeat, j.Verdict.Label, j.Verdict.Failure, j.Verdict.Rationale)), verdicts.Judgements.Select(j => (j.Item, j.Repeat, j.Verdict.Label, j.Verdict.Failure, j.Verdict.Rationale)));
        Assert.Equal(record.Alignment.Statistics, new AlignmentBasis(again, record.Options).Align(verdicts).Statistics);

        // 10 + 5 sent, 7 received; without a price there is no cost, at 2 and 100 a million it is 15 * 2 + 7 * 100 millionths.
        Assert.Equal(new RecordedUsage(15, 7, null), record.Usage);
        Assert.Equal(0.000730m, RecordedUsage.Of(verdicts, new TokenPrice(2, 100))!.Cost);
    }

    [Fact]
    public void Of_ARecordWithoutACard_IsNone()
    {
        AlignmentRecord record = TestAlignments.RecordOf(TestAlignments.Aligned());

        Assert.Null(RecordedDataset.Of(record));
        Assert.Null(RecordedUsage.Of(Sample.Verdicts("1")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (AlignmentRecord Record, AnnotatedDataset Dataset) Again(AnnotatedDataset dataset, VerdictSet verdicts)
    {
        var options = new AlignmentOptions { Resamples = 50 };
        AlignmentResult alignment = new AlignmentBasis(dataset, options).Align(verdicts);
        string path = Path.Combine(_folder, "a.record.json");
        RecordFile.Write(
            TestAlignments.RecordOf(alignment) with
            {
                Dataset = dataset.Info.Name,
                DatasetIdentity = dataset.Identity,
                Options = options,
                Card = DatasetCard.Of(dataset),
                Usage = RecordedUsage.Of(verdicts),
                Items = RecordedItem.All(dataset, verdicts),
            },
            path);
        AlignmentRecord record = RecordFile.Read(path);
        return (record, RecordedDataset.Of(record)!);
    }

    private static ImmutableSortedDictionary<string, string> Tags(string name, string value) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(name, value);
}
