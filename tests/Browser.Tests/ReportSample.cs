using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>
/// Seven items small enough to count by hand. People ann and bob are of the north, cid of the south.
/// <code>
///      topic     ann   bob   cid    judge, three repeats   before
/// q1   billing   good  good  good   good good good         good
/// q2   billing   good  good  good   bad  bad  bad          good    newly disagrees
/// q3   delivery  bad   bad   -      bad  bad  good         good    unstable, so that it may agree by chance
/// q4   delivery  bad   fair  good   fair fair fair         good    agrees again: the median of people is fair
/// q5   billing   -     -     good   refused                good
/// q6   delivery  fair  fair  bad    good good fair         good    disagrees as before, unstable
/// q7   delivery  -     -     -      good good good         good    nobody labelled it
/// </code>
/// </summary>
internal static class ReportSample
{
    private static readonly string[][] Rows =
    [
        ["q1", "billing", "good", "good", "good", "good good good", "good"],
        ["q2", "billing", "good", "good", "good", "bad bad bad", "good"],
        ["q3", "delivery", "bad", "bad", "", "bad bad good", "good"],
        ["q4", "delivery", "bad", "fair", "good", "fair fair fair", "good"],
        ["q5", "billing", "", "", "good", "", "good"],
        ["q6", "delivery", "fair", "fair", "bad", "good good fair", "good"],
        ["q7", "delivery", "", "", "", "good good good", "good"],
    ];

    private static readonly string[] People = ["ann", "bob", "cid"];

    public static AlignmentRecord Head => Record("latest prompt", Rows.SelectMany(Now));

    public static AlignmentRecord Base => Record("former prompt", Rows.Select(r => new Judgement(r[0], 0, PresentationOrder.Original, new RecordedVerdict { Label = r[6], Rationale = $"former reason of {r[0]}" })));

    public static CaseSet Whole => new()
    {
        Records = [Head],
        Problems = [new CaseProblem("Evals.Lost", "lost-suite", "lost-case", "judge", "prompt", "data", "JE2001: the prompt has no user part")],
        Broken = [new BrokenFile("shard/cut.record.json", [new Diagnostic("JE1802", "the record is not valid", "it was cut off", "run the suite again", default)])],
    };

    public static HistoryPoint[] History =>
    [
        Point(1, 0.4, GateDecision.Failed), Point(2, null, null), Point(3, 0.5, GateDecision.Inconclusive), Point(4, 0.7, GateDecision.Passed),
    ];

    /// <summary>Opens a report and waits until all of it is there.</summary>
    public static async Task<IPage> OpenAsync(Browser browser, string html, Screen screen = Screen.Desktop, ColorScheme scheme = ColorScheme.Light)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");
        await File.WriteAllTextAsync(path, html);
        try
        {
            IPage page = await browser.PageAsync(screen, scheme);
            await page.GotoAsync(new Uri(path).AbsoluteUri);
            await page.Locator("body[data-read=all]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            return page;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The whole sample, compared and with history.</summary>
    public static Task<IPage> OpenAsync(Browser browser, Screen screen = Screen.Desktop, ColorScheme scheme = ColorScheme.Light) =>
        OpenAsync(browser, HtmlReport.Render(Whole, new CaseSet { Records = [Base] }, History), screen, scheme);

    /// <summary>The items that the table shows.</summary>
    public static Task<IReadOnlyList<string>> ShownAsync(IPage page) => page.Locator("#table tbody button").AllInnerTextsAsync();

    /// <summary>A record of a dataset of its own.</summary>
    public static AlignmentRecord Record(string name, AnnotatedDataset dataset, IEnumerable<Judgement> judgements)
    {
        var options = new AlignmentOptions { Resamples = 50, Baselines = false };
        var verdicts = new VerdictSet(new JudgeIdentity { Name = "judge" }, dataset.Info.Name, dataset.Identity.Hash, judgements);
        return new AlignmentRecord
        {
            Suite = "sample",
            Case = name,
            Test = "Evals.Sample",
            Dataset = dataset.Info.Name,
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Options = options,
            Alignment = JudgeAlignment.Compute(dataset, verdicts, options),
            Card = DatasetCard.Of(dataset),
            Items = RecordedItem.All(dataset, verdicts),
        };
    }

    /// <summary>A record of one item with one label.</summary>
    public static AlignmentRecord One(string people, string judge)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "one" }, TaskShape.Single, LabelScale.Ordinal(["bad", "fair", "good"]), Subjectivity.Manifest);
        builder.AddItem(new JudgeItem { Id = "only", Response = "answer" });
        builder.AddAnnotation("only", "ann", people);
        return Record("one", builder.Build(), [new Judgement("only", 0, PresentationOrder.Original, new RecordedVerdict { Label = judge })]);
    }

    /// <summary>A record of items q1, q2, … that ann finds good, with a label of the judge for each; an empty one is a refusal.</summary>
    public static AlignmentRecord Of(params string[] judge)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "some" }, TaskShape.Single, LabelScale.Ordinal(["bad", "fair", "good"]), Subjectivity.Manifest);
        for (int i = 1; i <= judge.Length; i++)
        {
            builder.AddItem(new JudgeItem { Id = $"q{i}", Response = "answer" });
            builder.AddAnnotation($"q{i}", "ann", "good");
        }

        return Record("some", builder.Build(), judge.Select((label, i) => new Judgement($"q{i + 1}", 0, PresentationOrder.Original, label.Length == 0
            ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "no") }
            : new RecordedVerdict { Label = label })));
    }

    private static AlignmentRecord Record(string name, IEnumerable<Judgement> judgements)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "seven" }, TaskShape.Single, LabelScale.Ordinal(["bad", "fair", "good"]), Subjectivity.Manifest);
        for (int p = 0; p < People.Length; p++)
        {
            builder.AddAnnotator(People[p], new Dictionary<string, string>(StringComparer.Ordinal) { ["region"] = p < 2 ? "north" : "south" });
        }

        foreach (string[] row in Rows)
        {
            builder.AddItem(new JudgeItem { Id = row[0], Context = $"question {row[0]}", Response = $"answer to {row[0]}", Split = row[0] == "q7" ? "test" : "dev", Tags = JudgeItems.Tag("topic", row[1]) });
            for (int p = 0; p < People.Length; p++)
            {
                if (row[2 + p].Length > 0)
                {
                    builder.AddAnnotation(row[0], People[p], row[2 + p], row[0] == "q6" && p == 2 ? "cid finds it rude" : null);
                }
            }
        }

        return Record(name, builder.Build(), judgements);
    }

    private static IEnumerable<Judgement> Now(string[] row)
    {
        string[] labels = row[5].Length == 0 ? ["", "", ""] : row[5].Split(' ');
        return labels.Select((label, repeat) => new Judgement(row[0], repeat, PresentationOrder.Original, label.Length == 0
            ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "I cannot grade this") }
            : new RecordedVerdict
            {
                Label = label,
                Rationale = $"reason {repeat + 1} of {row[0]}",
                Probabilities = row[0] is "q1" ? JudgeItems.Shares(("bad", 0.1), ("fair", 0.2), ("good", 0.7)) : null,
                Votes = row[0] is "q6" ? JudgeItems.Tag("anna", "good").Add("bert", "good").Add("carl", "fair") : null,
                Candidates = row[0] is "q4" ? ["fair", "good"] : [],
                Score = row[0] is "q4" ? 0.625 : null,
            }));
    }

    private static HistoryPoint Point(int day, double? value, GateDecision? decision) => new(
        "sample", "latest prompt", $"{day}0abcdef0123456789", new DateTimeOffset(2026, 1, day, 12, 0, 0, TimeSpan.Zero), $"Change {day}", "cohenKappaQuadratic", value, value - 0.1, value + 0.1, decision);
}
