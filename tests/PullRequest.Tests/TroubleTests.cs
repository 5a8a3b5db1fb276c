using System.Text;

namespace JudgeEval.PullRequest.Tests;

/// <summary>Pull requests with what must neither be passed over nor get out of hand.</summary>
[Collection(PullRequestGroup.Name)]
public sealed class TroubleTests(ScriptedRepository repository)
{
    [Fact]
    public async Task Push_RecordCutOff_FailsAndStillTellsTheOtherCases()
    {
        string head = repository.CopyOfBase();
        string record = Directory.GetFiles(head, "support-pairs.*.record.json").Single();
        await File.WriteAllTextAsync(record, (await File.ReadAllTextAsync(record))[..5000]);
        using var comments = new Comments();
        await repository.BeginAsync();

        Job job = await repository.CompareAsync(head, comments);

        // Three cases, the broken file, and the case that it would have been.
        Assert.Equal((1, "failed"), (job.Code, job.Outputs["decision"]));
        Assert.Equal("**Alignment failed: 1 of 5 cases failed; 1 case of the base is absent (support-pairs); 1 file is broken.**", job.Verdict);
        Assert.Equal("**absent**", job.Row("support-pairs (better-answer · synthetic-judge-1)")["decision"]);
        Assert.Equal("PASSED", job.Row("support-answers (answer-quality · synthetic-judge-1)")["decision"]);
        Assert.Contains("error JE1802: the record is not valid", job.Comment, StringComparison.Ordinal);
        Assert.Contains("perhaps because a file of the head is broken", job.Comment, StringComparison.Ordinal);
        Assert.Equal(job.Comment, Assert.Single(comments.OfTheJob));
    }

    [Fact]
    public async Task Push_FiveThousandNewlyDisagreeingItems_KeepsTheLimitAndCountsThemAll()
    {
        await repository.BeginAsync();
        BulkSuite.WriteVerdicts(repository, 5000);
        string head = repository.CopyOfBase(), bulk = repository.Scratch("bulk");
        await repository.SuitesAsync(bulk, "FullyQualifiedName~Bulk");
        foreach (string file in Directory.GetFiles(bulk))
        {
            File.Copy(file, Path.Combine(head, Path.GetFileName(file)), overwrite: true);
        }

        using var comments = new Comments();
        Job job = await repository.CompareAsync(head, comments);

        // 1,000 of 6,000 are still graded as people do: the agreement falls from 1 to 1/6.
        Assert.Equal((1, "failed"), (job.Code, job.Outputs["decision"]));
        Assert.StartsWith("-0.8333333", job.Outputs["delta"], StringComparison.Ordinal);
        Assert.Equal(
            "**Alignment failed: 1 of 4 cases failed; agreement with people is shown to be worse in 1 case; 5000 items newly disagree with people; only the judge's verdicts changed (1 case).**",
            job.Verdict);
        Assert.StartsWith("0.167 [", job.Row("bulk (bulk)")["after"], StringComparison.Ordinal);
        Assert.Contains("Items: 0 fixed, 5000 newly disagreeing, 0 unstable, of 6000 compared.\n", job.Comment, StringComparison.Ordinal);
        Assert.Contains("<summary>5000 newly disagreeing items, 20 of them shown</summary>", job.Comment, StringComparison.Ordinal);
        Assert.EndsWith("Left out of this comment: 4980 of 5000 newly disagreeing items. The records and the report have all of it.\n", job.Comment, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(comments.OfTheJob)), 1, 60_000);
        Assert.Equal(9, job.Annotations.Count(a => a.StartsWith("::warning file=evals/datasets/bulk/items.jsonl,line=", StringComparison.Ordinal)));
        Assert.Contains("report.html", job.Uploaded);

        // Mention, reference and address stand in code, where GitHub links nothing.
        Assert.Contains("```text\nAsk @owner of #0001\n```\n", job.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_ShardThatDied_IsNoResult()
    {
        string shards = repository.Scratch("shards");
        Directory.CreateDirectory(Path.Combine(shards, "shard-one"));

        ShellResult merged = await repository.ScriptAsync("merge-records.sh", ("IN", shards), ("OUT", repository.Scratch("head")));

        Assert.Equal((3, "The shard 'shard-one' did not end: it has no tests.exit.\n"), (merged.Code, merged.Error));
    }
}
