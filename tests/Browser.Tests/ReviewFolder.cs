using System.Globalization;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reviews;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Review;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>Cases that wait, with the record of their run, made by the tool as a user makes them.</summary>
internal sealed class ReviewFolder : IDisposable
{
    private const string Scale = "scale: {level: ordinal, labels: [Bad, Fair, Good]}";

    public string Root { get; } = Directory.CreateTempSubdirectory("judgeeval-review-page-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    /// <summary>A case named T.<paramref name="name"/> with items on which people say Bad, or Bad and Fair, and the judge Good; on the last of them it flips.</summary>
    public async Task<ReviewFolder> WithCaseAsync(string name, int items, string text = "An answer.", bool flips = false)
    {
        string[] ids = [.. Enumerable.Range(1, items).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}{i:D4}"))];
        Write($"{name}/data/dataset.yaml", $"name: {name}\ntask: single\n{Scale}\n");
        Write($"{name}/data/items.jsonl", string.Concat(ids.Select(id => $$"""{"id":"{{id}}","context":"A question.","response":"{{text}}","tags":{"topic":"fees"} }""" + "\n")));
        Write($"{name}/data/annotations.csv", "item,annotator,label,explanation\n" + string.Concat(ids.Select((id, i) => $"{id},ana,Bad,\"not helpful\"\n{id},ben,{(i % 2 == 0 ? "Bad" : "Fair")},\n")));
        Write(
            $"{name}/judge.verdicts.jsonl",
            """{"format":"judgeeval.verdicts/1","judge":{"name":"judge"}}""" + "\n" + string.Concat(ids.Select((id, i) =>
                Verdict(id, 0, "Good") + (flips ? Verdict(id, 1, "Good") + Verdict(id, 2, i == items - 1 ? "Fair" : "Good") : ""))));
        string record = this[$"{name}/alignment-records/t.record.json"];
        using var output = new StringWriter();
        int code = await ToolHost.RunAsync(
            ["align", this[$"{name}/data"], "--verdicts", this[$"{name}/judge.verdicts.jsonl"], "--record", record], new ToolConsole { Out = output, Error = output });
        Assert.True(code == 0, output.ToString());
        AlignmentRecord made = RecordFile.Read(record);
        RecordFile.Write(made with { Snapshot = new SnapshotOutcome($"T.{name}.verified.txt", false, [], [], []) { IsNew = true } }, record);
        Write($"{name}/T.{name}.received.txt", DisagreementSnapshot.Render(made.Alignment));
        return this;
    }

    /// <summary>A received baseline whose gate is red.</summary>
    public ReviewFolder WithRedGate(string name)
    {
        Write(
            $"{name}/T.{name}.received.baseline.jsonl",
            """
            {"format":"judgeeval.baseline/1","suite":"s","case":"c","test":"Ns.T.M"}
            {"judge":{"name":"judge"}}
            {"dataset":{"name":"d","scale":"ordinal Bad..Good"}}
            {"gates":[{"gate":"kappa >= 0.6","decision":"failed","threshold":0.6,"code":"JE4001"}]}
            {"acceptance":{"decision":"failed"}}
            {"item":"a","fingerprint":"44ef3a31de177618","people":{"a1":"Bad"},"verdicts":[{"repeat":0,"order":"original","label":"Good"}]}

            """);
        return this;
    }

    public Task<ReviewServer> StartAsync(bool blind = false, string reviewer = "ana") =>
        ReviewServer.StartAsync(new ReviewSession(Root, null, reviewer, TimeProvider.System, blind), 0, CancellationToken.None);

    private static string Verdict(string id, int repeat, string label) =>
        $$"""{"item":"{{id}}","repeat":{{repeat.ToString(CultureInfo.InvariantCulture)}},"order":"original","label":"{{label}}","rationale":"It is polite."}""" + "\n";
}

/// <summary>What a reviewer does on the page.</summary>
internal static class ReviewMoves
{
    /// <summary>Decides by keys alone, and waits until the page says that it is kept.</summary>
    public static async Task DecideAsync(this IPage page, string key, string reason)
    {
        string item = await page.Locator("#title").InnerTextAsync();
        await page.Keyboard.PressAsync(key);
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("4");
        await page.Keyboard.TypeAsync(reason);
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync($"Saved {item}");
    }

    /// <summary>What has the focus: its id, or its name.</summary>
    public static Task<string> FocusAsync(this IPage page) => page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.name || document.activeElement.tagName");
}
