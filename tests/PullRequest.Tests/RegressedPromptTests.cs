using System.Globalization;

namespace JudgeEval.PullRequest.Tests;

/// <summary>The pull request that makes the judge of support answers prefer a warm tone to a right answer.</summary>
[Collection(PullRequestGroup.Name)]
public sealed class RegressedPromptTests(ScriptedRepository repository)
{
    private const string Prompt = "evals/prompts/support/answer-quality.md";
    private const string Case = "support-answers (answer-quality · synthetic-judge-1)";

    // The hashes under which the replies to the two prompts are recorded.
    private const string HashBefore = "c1806bc3", HashAfter = "7a1ff728";

    [Fact]
    public async Task Push_RegressingPromptOverTwoShards_TellsThePullRequestAll()
    {
        string head = await repository.RegressedAsync();
        using var comments = new Comments("<!-- judgeeval:alignment -->\nof a person", "looks good");

        Job job = await repository.CompareAsync(head, comments);

        SupportFigures figures = new(repository, HashBefore, HashAfter);
        string comment = Assert.Single(comments.OfTheJob);
        Assert.Equal((1, "failed"), (job.Code, job.Outputs["decision"]));
        Assert.Equal(figures.KappaAfter - figures.KappaBefore, double.Parse(job.Outputs["delta"], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(job.Comment, comment);
        Assert.Equal(comment, job.Summary);
        Assert.Equal(["comment.md", "diff.json", "diff.log", "report.html", "report.log"], job.Uploaded);
        Assert.StartsWith("**Alignment failed: 2 of 4 cases failed; agreement with people is shown to be worse in 2 cases; ", job.Verdict, StringComparison.Ordinal);

        // The committee has the prompt's judge as a member, and shows another prompt as other options.
        Assert.EndsWith("; changed: the prompt (1 case), the model's options (1 case).**", job.Verdict, StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> row = job.Row(Case);
        Assert.StartsWith(Three(figures.KappaBefore) + " [", row["before"], StringComparison.Ordinal);
        Assert.StartsWith(Three(figures.KappaAfter) + " [", row["after"], StringComparison.Ordinal);
        Assert.StartsWith(Three(figures.KappaAfter - figures.KappaBefore) + " [-", row["difference"], StringComparison.Ordinal);
        Assert.Equal(("**FAILED**", "1.000", "not recorded"), (row["decision"], row["coverage"], row["cost"]));
        Assert.StartsWith("PASSED", job.Row("support-pairs (better-answer · synthetic-judge-1)")["decision"], StringComparison.Ordinal);
        AssertSection(job.Section(Case), figures);
    }

    [Fact]
    public async Task Push_RegressingPrompt_AnnotatesPromptAndItemsWhereTheyStand()
    {
        Job job = await repository.CompareAsync(await repository.RegressedAsync(), null);

        // The first line of the prompt that is another, and the items' own lines, since no snapshot was accepted.
        string[] before = (await repository.OfTheBaseAsync(Prompt)).Split('\n'), after = repository.Read(Prompt).Split('\n');
        int line = 1 + before.Zip(after).TakeWhile(l => l.First == l.Second).Count();
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"::error file={Prompt},line={line},title=Prompt and people::The prompt of support-answers · answer-quality · synthetic-judge-1 changed; decision: failed"),
            job.Annotations[0]);
        string[] newly = new SupportFigures(repository, HashBefore, HashAfter).NewlyDisagreeing;
        string[] warnings = [.. job.Annotations.Where(a => a.StartsWith("::warning", StringComparison.Ordinal))];
        Assert.Equal(9, warnings.Length);
        Assert.All(warnings, w => Assert.Contains(newly, id => w.StartsWith(
            $"::warning file=evals/datasets/support-answers/items.jsonl,line={id[3..].TrimStart('0')},title=Newly disagreeing::{id} of support-answers", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Push_SecondTimeWithTheSnapshotAccepted_BringsTheCommentUpToDateAndLeadsToTheSnapshot()
    {
        string head = await repository.RegressedAsync();
        using var comments = new Comments("looks good");
        await repository.CompareAsync(head, comments);
        ShellResult accepted = await repository.ToolAsync("accept", "--root", "evals", "--reason", "tone is what we are after");
        Assert.True(accepted.Code == 0, accepted.Out + accepted.Error);
        await repository.CommitAsync("accept");
        string second = repository.Scratch("head");
        await repository.SuitesAsync(second, ScriptedRepository.Sample);

        Job job = await repository.CompareAsync(second, comments);

        Assert.Equal(job.Comment, Assert.Single(comments.OfTheJob));
        Assert.Equal(["GET", "POST", "GET", "PATCH"], comments.Calls.Select(c => c.Split(' ')[0]));

        int newly = new SupportFigures(repository, HashBefore, HashAfter).NewlyDisagreeing.Length;
        Assert.Contains($", {newly} newly disagreeing ({newly} of them in the accepted snapshot), ", job.Section(Case), StringComparison.Ordinal);

        // Nothing is red any more, but kappa of 0.6 or more is not shown either.
        Assert.Equal((2, "inconclusive"), (job.Code, job.Outputs["decision"]));
        Assert.StartsWith($"::warning file={Prompt},line=", job.Annotations[0], StringComparison.Ordinal);
        const string Snapshot = "evals/SupportAnswers.Judge_grades_as_people_do_judge=support-answers.answer-quality.synthetic-judge-1.verified.txt";
        string[] lines = repository.Read(Snapshot).Split('\n');
        string[] items = [.. job.Annotations.Where(a => a.Contains("::sa-", StringComparison.Ordinal) && a.Contains("support-answers · answer-quality", StringComparison.Ordinal))];
        Assert.NotEmpty(items);
        Assert.All(items, annotation =>
        {
            string id = annotation.Split("title=Newly disagreeing::")[1].Split(' ')[0];
            int line = 1 + Array.FindIndex(lines, l => l.StartsWith(id + " |", StringComparison.Ordinal));
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"::warning file={Snapshot},line={line},"), annotation, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("someone/fork", true)]
    [InlineData("owner/repo", false)]
    public async Task Push_ForkOrNoToken_WritesTheSummaryAndNoComment(string from, bool token)
    {
        string head = await repository.RegressedAsync();
        using var comments = new Comments();

        // And without a tool in the manifest: the one that the project refers to.
        Job job = await repository.CompareAsync(head, comments, from, token, ownTool: true);

        Assert.Empty(comments.Calls);
        Assert.Equal((1, "failed", job.Comment), (job.Code, job.Outputs["decision"], job.Summary));
        Assert.Single(job.Annotations, a => a.StartsWith("::notice title=Alignment with people::No comment was posted: ", StringComparison.Ordinal));
    }

    private static void AssertSection(string section, SupportFigures figures)
    {
        string[] newly = figures.NewlyDisagreeing, mended = figures.Fixed;
        Assert.Contains($"Items: {mended.Length} fixed, {newly.Length} newly disagreeing, 0 unstable, of {figures.Items} compared.\n", section, StringComparison.Ordinal);
        Assert.Contains($"Fixed: {string.Join(", ", mended.Take(10))}", section, StringComparison.Ordinal);
        Assert.Contains($"<details><summary>{newly.Length} newly disagreeing items, 20 of them shown</summary>", section, StringComparison.Ordinal);
        string[] shown = [.. section.Split('\n').Where(l => l.StartsWith("**", StringComparison.Ordinal)).Select(l => l.Split("**")[1].Split(' ')[1])];
        Assert.Equal(20, shown.Length);
        Assert.All(shown, id => Assert.Contains(id, newly));
        Assert.Contains("-known about the product and what the customer wrote, and the response that the customer got. Grade the response alone.\n", section, StringComparison.Ordinal);
        Assert.Contains("+customer got. Grade the response alone. Be concise.\n", section, StringComparison.Ordinal);
        Assert.Contains("dotnet test evals --filter \"FullyQualifiedName~SupportAnswers.Judge_grades_as_people_do\"\n", section, StringComparison.Ordinal);
        Assert.Contains("evals/datasets/support-answers/items.jsonl#L47)", section, StringComparison.Ordinal);

        // Item 47 as its files have it: five people say 2.
        Assert.Contains("**1. sa-047**: people said 2 (5 people); the judge said 2, now ", section, StringComparison.Ordinal);
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
