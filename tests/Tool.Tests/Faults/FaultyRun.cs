using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Tests.Faults;

/// <summary>How a run names its model.</summary>
public enum Route
{
    /// <summary><c>--prompt</c>, <c>--model</c> and <c>--endpoint</c>.</summary>
    Endpoint,

    /// <summary>A judge of judgeeval.yaml with an OpenAI-compatible provider.</summary>
    OpenAI,

    /// <summary>A judge of judgeeval.yaml with Anthropic as its provider.</summary>
    Anthropic,
}

/// <summary>A verdict as the file has it.</summary>
internal sealed record VerdictOf(string Item, string? Label, string? Failure, string? Detail);

/// <summary>
/// A folder with a dataset, a prompt and a judgeeval.yaml, and a server whose model answers 1, 2 or 3 to each item, always alike. A run of it waits for
/// nothing: its clock jumps.
/// </summary>
internal sealed partial class FaultyRun : IAsyncDisposable
{
    public const string Key = "Zq7-distinctive-key-0815";

    private readonly TemporaryFolder _folder = new();
    private bool _hasEnded;

    public FaultyRun(int items = 10)
    {
        Server.Answer = request => Label(int.Parse(AskedItem().Match(request.Body).Groups["number"].ValueSpan, CultureInfo.InvariantCulture));
        _folder.Write("d/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, min: 1, max: 3}\n");
        _folder.Write("d/items.jsonl", string.Concat(Enumerable.Range(0, items).Select(i => $$"""{"id":"i{{i}}","response":"[answer {{i}}]"}""" + "\n")));
        _folder.Write("d/annotations.csv", "item,annotator,label\n" + string.Concat(Enumerable.Range(0, items).Select(i => $"i{i},anna,{Label(i)}\n")));
        _folder.Write("p.md", Datasets.Prompt);
        Configure();
    }

    public FaultServer Server { get; } = new();

    public JumpingTime Time { get; } = new();

    public TemporaryFolder Folder => _folder;

    public string Output => _folder["runs/v.verdicts.jsonl"];

    /// <summary>What the environment says of the key.</summary>
    public string? KeyValue { get; set; } = Key;

    /// <summary>What a person types, on a terminal; null where there is none.</summary>
    public string? Typed { get; set; }

    /// <summary>The label of an item, given by people and by the model.</summary>
    public static string Label(int item) => (1 + (item * 7 % 3)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a request is of one of these items.</summary>
    public static bool Asks(FaultRequest request, params int[] items) => items.Any(i => request.Body.Contains($"[answer {i}]", StringComparison.Ordinal));

    /// <summary>Writes judgeeval.yaml.</summary>
    /// <param name="settings">Lines of both providers.</param>
    /// <param name="judges">Further judges.</param>
    public void Configure(string settings = "", string judges = "")
    {
        string more = string.Concat(settings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"    {line}\n"));
        _folder.Write("judgeeval.yaml", $$"""
            providers:
              - name: openai
                provider: openai
                endpoint: {{Server.Endpoint}}
                model: m1
                keyVariable: JUDGE_KEY
            {{more}}  - name: anthropic
                provider: anthropic
                endpoint: {{Server.Root}}
                model: m1
                keyVariable: JUDGE_KEY
            {{more}}judges:
              - {name: by-openai, prompt: p.md, provider: openai}
              - {name: by-anthropic, prompt: p.md, provider: anthropic}
            {{judges}}
            """);
    }

    public Task<ToolResult> RunAsync(Route route, params string[] options) => RunAsync(route, CancellationToken.None, options);

    public Task<ToolResult> RunAsync(Route route, CancellationToken cancellationToken, params string[] options) => ToolAsync(
        ["run", _folder["d"], .. Judge(route), "--out", Output, .. options], cancellationToken);

    public async Task<ToolResult> ToolAsync(string[] args, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ToolConsole
        {
            Out = output,
            Error = TextWriter.Synchronized(error),
            Answers = () => Typed is null ? null : new StringReader(Typed),
            ErrorIsTerminal = Typed is not null,
            Environment = name => name is "JUDGE_KEY" or "OPENAI_API_KEY" ? KeyValue : null,
            Folder = _folder.Root,
            Time = Time,
        };
        int code = await ToolHost.RunAsync(args, console, cancellationToken);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    public byte[] Bytes() => File.ReadAllBytes(Output);

    public VerdictOf[] Verdicts() =>
    [
        .. File.ReadLines(Output).Skip(1).Select(line =>
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement verdict = document.RootElement;
            bool failed = verdict.TryGetProperty("failure", out JsonElement failure);
            return new VerdictOf(
                verdict.GetProperty("item").GetString()!,
                failed ? null : verdict.GetProperty("label").ToString(),
                failed ? failure.GetProperty("kind").GetString() : null,
                failed ? failure.GetProperty("detail").GetString() : null);
        }),
    ];

    /// <summary>The bytes of a run that nothing disturbs, of another folder.</summary>
    public static async Task<byte[]> UndisturbedAsync(Route route, int items = 10)
    {
        await using var run = new FaultyRun(items);
        Assert.Equal(0, (await run.RunAsync(route)).Code);
        return run.Bytes();
    }

    /// <summary>The files of the run but the verdict file, by their names below its folder.</summary>
    public string[] Leftovers() =>
    [
        .. Directory.GetFiles(_folder["runs"], "*", SearchOption.AllDirectories).Where(f => f != Output).Select(f => Path.GetRelativePath(_folder["runs"], f)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The key stands in nothing that was said or written.</summary>
    public void AssertNoKey(ToolResult result)
    {
        Assert.DoesNotContain(Key, result.Out + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(Key, File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Takes the server away: nobody listens there any more.</summary>
    public async Task EndServerAsync()
    {
        _hasEnded = true;
        await Server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_hasEnded)
        {
            await EndServerAsync();
        }

        _folder.Dispose();
    }

    private string[] Judge(Route route) => route switch
    {
        Route.Endpoint => ["--prompt", _folder["p.md"], "--model", "m1", "--endpoint", Server.Endpoint.AbsoluteUri],
        Route.OpenAI => ["--judge", "by-openai"],
        _ => ["--judge", "by-anthropic"],
    };

    [GeneratedRegex(@"\[answer (?<number>[0-9]+)\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex AskedItem();
}
