using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace JudgeEval.Tool.Tests.Commands;

/// <summary>A run that is killed without a chance to clean up, again and again, loses no verdict and pays for none twice.</summary>
public sealed partial class RunKillTests : IDisposable
{
    private const int Items = 60;
    private const int Concurrency = 4;
    private const int Kills = 3;

    private readonly TemporaryFolder _folder = new();

    private string Output => _folder["out/v.verdicts.jsonl"];

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public async Task Run_KilledSeveralTimes_WritesTheBytesOfAnUndisturbedRunAndAsksForNothingTwice(int seed, bool quiet)
    {
        Skip.IfNot(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals of another system");
        WriteDataset();
        using var model = new HoldingModel();
        Assert.Equal(0, await RunAsync(model, _folder["whole.verdicts.jsonl"]));
        byte[] expected = await File.ReadAllBytesAsync(_folder["whole.verdicts.jsonl"]);
        Assert.Equal(Items, model.Begin(int.MaxValue, quiet).Count);
        var random = new Random(seed);
        int lost = 0;
        var answered = new HashSet<string>(StringComparer.Ordinal);
        for (int kill = 0; kill < Kills; kill++)
        {
            model.Begin(random.Next(1, 16), quiet);
            using (Process process = Start(model, Output))
            {
                await model.Reached.WaitAsync(TimeSpan.FromSeconds(60));
                process.Kill();
                await process.WaitForExitAsync();
            }

            lost += Check(model.Begin(int.MaxValue, quiet), answered);
            Assert.False(File.Exists(Output));
            Assert.True(File.Exists(Output + ".journal"));

            // What was recorded would hide what the journal lost.
            Directory.Delete(_folder["out/recordings"], recursive: true);
        }

        Assert.Equal(0, await RunAsync(model, Output));
        lost += Check(model.Begin(int.MaxValue, quiet), answered);

        Assert.Equal(Items, answered.Count);
        Assert.True(expected.SequenceEqual(File.ReadAllBytes(Output)));
        Assert.Equal([Output], Directory.GetFiles(_folder["out"]));

        // When all requests that may be under way are held back, every earlier reply was journalled before the next was asked for. Without holding
        // back, a reply may be on its way when the process dies.
        Assert.InRange(lost, 0, quiet ? 0 : Kills * Concurrency);
    }

    /// <summary>How many of the requests had been answered before.</summary>
    private static int Check(IEnumerable<string> now, HashSet<string> answered) => now.Count(number => !answered.Add(number));

    private static async Task<int> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(process.ExitCode == 0, await error + await output);
        return process.ExitCode;
    }

    private async Task<int> RunAsync(HoldingModel model, string output)
    {
        using Process process = Start(model, output);
        return await EndAsync(process);
    }

    private Process Start(HoldingModel model, string output) => CommandLine.Start(
        "run", _folder["d"], "--prompt", _folder.Write("p.md", Datasets.Prompt), "--model", "m", "--endpoint", model.Url,
        "--concurrency", Concurrency.ToString(CultureInfo.InvariantCulture), "--out", output);

    private void WriteDataset()
    {
        _folder.Write("d/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, min: 1, max: 3}\n");
        _folder.Write("d/items.jsonl", string.Concat(Enumerable.Range(0, Items).Select(i => $$"""{"id":"i{{i}}","response":"r{{i}}"}""" + "\n")));
        _folder.Write("d/annotations.csv", "item,annotator,label\ni0,anna,1\n");
    }

    /// <summary>Answers a number of requests, holds back the others, and says when it has come so far.</summary>
    private sealed partial class HoldingModel : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Lock _lock = new();
        private readonly Task _serving;
        private Stage _stage = new(int.MaxValue, Quiet: false);

        public HoldingModel()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                int port = ((IPEndPoint)probe.LocalEndpoint).Port;
                Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1");
                _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            }

            _listener.Start();
            _serving = ServeAsync();
        }

        public string Url { get; }

        /// <summary>Ends when the number was answered and, where it is to be quiet, as many requests wait as may be under way.</summary>
        public Task Reached => _stage.Reached.Task;

        /// <summary>Begins anew.</summary>
        /// <returns>What was answered since the last time.</returns>
        public ConcurrentQueue<string> Begin(int answers, bool quiet)
        {
            lock (_lock)
            {
                Stage before = _stage;
                _stage = new Stage(answers, quiet);
                before.Held.ForEach(context => context.Response.Abort());
                return before.Answered;
            }
        }

        public void Dispose()
        {
            _listener.Close();
            _serving.GetAwaiter().GetResult();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    Take(await _listener.GetContextAsync());
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private void Take(HttpListenerContext context)
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            string number = Response().Match(reader.ReadToEnd()).Groups["number"].Value;
            lock (_lock)
            {
                if (_stage.Answered.Count == _stage.Answers)
                {
                    _stage.Held.Add(context);
                }
                else if (Answer(context, number))
                {
                    _stage.Answered.Enqueue(number);
                }

                if (_stage.Answered.Count == _stage.Answers && (!_stage.Quiet || _stage.Held.Count == Concurrency))
                {
                    _stage.Reached.TrySetResult();
                }
            }
        }

        private static bool Answer(HttpListenerContext context, string number)
        {
            int label = 1 + (int.Parse(number, CultureInfo.InvariantCulture) * 7 % 3);
            byte[] body = Encoding.UTF8.GetBytes(
                $$$"""{"id":"1","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{{{label}}}"} }]}""");
            try
            {
                context.Response.ContentType = "application/json";
                context.Response.OutputStream.Write(body);
                context.Response.Close();
                return true;
            }
            catch (Exception exception) when (exception is HttpListenerException or IOException or InvalidOperationException)
            {
                // Asked by a process that is gone.
                return false;
            }
        }

        [GeneratedRegex("r(?<number>[0-9]+)(<|\\\\u003[cC])/response", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
        private static partial Regex Response();

        private sealed record Stage(int Answers, bool Quiet)
        {
            public ConcurrentQueue<string> Answered { get; } = new();

            public List<HttpListenerContext> Held { get; } = [];

            public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
