using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace JudgeEval.PullRequest.Tests;

/// <summary>Pull requests that change one thing, which the comment has to name as the only one.</summary>
[Collection(PullRequestGroup.Name)]
public sealed class SinglePartTests(ScriptedRepository repository)
{
    private const string Pairs = "support-pairs (better-answer · synthetic-judge-1)";

    [Fact]
    public async Task Push_NothingOfTheSuites_SaysThatNothingChanged()
    {
        await repository.BeginAsync();
        repository.Write("README.md", "Other words.\n");

        Job job = await repository.PushAsync();

        Assert.Equal((0, "passed", "0"), (job.Code, job.Outputs["decision"], job.Outputs["delta"]));
        Assert.Equal("**Alignment passed: 4 cases, none failed; nothing changed.**", job.Verdict);
        Assert.Empty(job.Annotations);
        Assert.DoesNotContain("###", job.Comment, StringComparison.Ordinal);
        Assert.Equal("none: the same judge and verdicts", job.Row(Pairs)["difference"]);
    }

    // Person 1 of pair 1 changes the label by one step: one label of one item, and both sides are held against it.
    [Fact]
    public async Task Push_OneLabel_SaysThatLabelsAloneChanged()
    {
        const string Annotations = "evals/datasets/support-pairs/annotations.csv";
        await repository.BeginAsync();
        string line = repository.Read(Annotations).Split('\n').First(l => l.StartsWith("sp-01,", StringComparison.Ordinal));
        string[] cells = line.Split(',');
        cells[2] = cells[2] == "A_1" ? "A_2" : "A_1";
        repository.Replace(Annotations, line + "\n", string.Join(',', cells) + "\n");

        Job job = await repository.PushAsync();

        Assert.EndsWith("; only people's labels changed (1 case).**", job.Verdict, StringComparison.Ordinal);
        Assert.Contains("- people's labels changed: 1 label of 1 item (1 changed) (JE4106)\n", job.Section(Pairs), StringComparison.Ordinal);
        Assert.Contains("Items: 0 fixed, 0 newly disagreeing, 0 unstable, of 66 compared.\n", job.Section(Pairs), StringComparison.Ordinal);
        Assert.DoesNotContain("Prompt diff", job.Comment, StringComparison.Ordinal);
        Assert.Equal("0", job.Outputs["delta"]);
    }

    // The other model replies as the one before, so nothing may move.
    [Fact]
    public async Task Push_OneModel_SaysThatTheModelAloneChanged()
    {
        await repository.BeginAsync();
        repository.Replace("evals/SupportPairs.cs", "synthetic-judge-1", "synthetic-judge-2");
        const string Recording = "evals/recordings/better-answer.synthetic-judge-1.recording.jsonl";
        repository.Write(Recording.Replace("judge-1", "judge-2", StringComparison.Ordinal), string.Concat(repository.Read(Recording).TrimEnd('\n').Split('\n').Select(l => OfOtherModel(l) + "\n")));
        foreach (string file in Directory.GetFiles(Path.Combine(repository.Folder, "evals"), "SupportPairs.*synthetic-judge-1*"))
        {
            File.Move(file, file.Replace("judge-1", "judge-2", StringComparison.Ordinal));
        }

        Job job = await repository.PushAsync(build: true);

        Assert.Equal((0, "passed", "0"), (job.Code, job.Outputs["decision"], job.Outputs["delta"]));
        Assert.Equal("**Alignment passed: 4 cases, none failed; only the model changed (1 case).**", job.Verdict);
        string section = job.Section("support-pairs (better-answer · synthetic-judge-2)");
        Assert.Contains("What changed:\n- the model was 'synthetic-judge-1' and is 'synthetic-judge-2' (JE4102)\n\n", section, StringComparison.Ordinal);
        Assert.Contains("Items: 0 fixed, 0 newly disagreeing, 0 unstable, of 66 compared.\n", section, StringComparison.Ordinal);
        Assert.Empty(job.Annotations);
    }

    [Fact]
    public async Task Push_SuiteDeleted_NamesItAndShowsWhatIsLost()
    {
        await repository.BeginAsync();
        foreach (string file in Directory.GetFiles(Path.Combine(repository.Folder, "evals"), "SupportPairs.*"))
        {
            File.Delete(file);
        }

        Job job = await repository.PushAsync(build: true);

        Assert.Equal((0, "passed"), (job.Code, job.Outputs["decision"]));
        Assert.Equal("**Alignment passed: 4 cases, none failed; 1 case was removed (support-pairs).**", job.Verdict);
        IReadOnlyDictionary<string, string> row = job.Row(Pairs);
        Assert.StartsWith("0.637 [", row["before"], StringComparison.Ordinal);
        Assert.Equal(("–", "–", "**removed**", "1.000 → –"), (row["after"], row["difference"], row["decision"], row["coverage"]));
        Assert.Contains("The base has this case, the head has not. That fails nothing, so whether it may go is for the review.\n", job.Section(Pairs), StringComparison.Ordinal);
    }

    // Pair 65, on which the judge disagrees with unanimous people, gets another id in data, snapshot and baseline.
    [Fact]
    public async Task Push_ItemRenamed_IsOneItemAndNeitherFixedNorNew()
    {
        await repository.BeginAsync();
        string evals = Path.Combine(repository.Folder, "evals");
        foreach (string file in Directory.GetFiles(evals, "SupportPairs.*").Concat(Directory.GetFiles(Path.Combine(evals, "datasets", "support-pairs"))))
        {
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("sp-65", "sp-65-refund", StringComparison.Ordinal));
        }

        Job job = await repository.PushAsync();

        Assert.Equal((0, "passed", "0"), (job.Code, job.Outputs["decision"], job.Outputs["delta"]));
        Assert.Equal("**Alignment passed: 4 cases, none failed; only the names of items changed (1 case).**", job.Verdict);
        string section = job.Section(Pairs);
        Assert.Contains("- 1 item was renamed with its content as it was: 'sp-65' to 'sp-65-refund'\n", section, StringComparison.Ordinal);
        Assert.Contains("Items: 0 fixed, 0 newly disagreeing, 0 unstable, of 66 compared.\n", section, StringComparison.Ordinal);
    }

    // A reply is found by the hash of model, messages, options and repeat, as docs/recordings.md has it.
    private static string OfOtherModel(string line)
    {
        JsonNode reply = JsonNode.Parse(line)!;
        reply["model"] = "synthetic-judge-2";
        string content = $$"""{"model":"synthetic-judge-2","messages":"{{reply["messages"]}}","options":"{{reply["options"]}}","repeat":{{reply["repeat"]}}}""";
        reply["key"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        return reply.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
