namespace JudgeEval.PullRequest.Tests;

/// <summary>Pull requests from event to exit code, over the scripts of the action and the tool as they are.</summary>
public sealed class PullRequestTests(ScriptedRepository repository) : IClassFixture<ScriptedRepository>
{
    private const string All = "FullyQualifiedName~Support|FullyQualifiedName~Snapshots|FullyQualifiedName~Bulk";

    [Fact]
    public async Task Try()
    {
        using var comments = new Comments();
        string dump = Environment.GetEnvironmentVariable("DUMP") ?? "/tmp/pull-dump";
        await repository.BeginAsync();
        string head = repository.Scratch("head");
        await repository.SuitesAsync(head, All);
        await Dump("nothing", await repository.CompareAsync(head, comments));
        string broken = Directory.GetFiles(head, "support-pairs*.record.json").Single();
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(broken))[..5000]);
        await Dump("corrupt", await repository.CompareAsync(head, comments));

        repository.Write("evals/prompts/support/answer-quality.md", repository.Read("evals/prompts/support-regressed/answer-quality.md"));
        await repository.CommitAsync("prompt");
        await repository.SuitesAsync(head, All);
        await Dump("prompt", await repository.CompareAsync(head, comments));
        await repository.BeginAsync();
        BulkSuite.WriteVerdicts(repository, 5000);
        await repository.SuitesAsync(head, "FullyQualifiedName~Bulk");
        await Dump("bulk", await repository.CompareAsync(head, comments));

        await repository.BeginAsync();
        repository.Replace("evals/datasets/support-answers/annotations.csv", "sa-013,ann-1,4", "sa-013,ann-1,5");
        await repository.SuitesAsync(head, All);
        await Dump("label", await repository.CompareAsync(head, comments));

        await repository.BeginAsync();
        foreach (string file in Directory.GetFiles(Path.Combine(repository.Folder, "evals"), "Support*").Concat(Directory.GetFiles(Path.Combine(repository.Folder, "evals/datasets/support-answers"))))
        {
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("sa-129", "sa-129b"));
        }
        await repository.SuitesAsync(head, All);
        await Dump("rename", await repository.CompareAsync(head, comments));

        await repository.BeginAsync();
        foreach (string file in Directory.GetFiles(Path.Combine(repository.Folder, "evals"), "SupportPairs*"))
        {
            File.Delete(file);
        }
        await repository.SuitesAsync(head, All, build: true);
        await Dump("deleted", await repository.CompareAsync(head, comments));

        async Task Dump(string name, Job job)
        {
            string folder = Path.Combine(dump, name);
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "log"), $"{job.Code}\n{job.Log}\n{string.Join(' ', job.Outputs)}\n");
            await File.WriteAllTextAsync(Path.Combine(folder, "summary.md"), job.Summary);
            foreach (string file in Directory.GetFiles(job.Files))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), true);
            }
        }
    }
}
