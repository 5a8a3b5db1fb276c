using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Testing;

/// <summary>What a <see cref="FaultServer"/> does to a request.</summary>
public enum Fault
{
    /// <summary>It answers well.</summary>
    None,

    /// <summary>429 with <c>Retry-After: 7</c>.</summary>
    BusyWithRetryAfter,

    /// <summary>429 without a hint.</summary>
    Busy,

    /// <summary>500 with the protocol's own error.</summary>
    ServerError,

    /// <summary>503 with plain text.</summary>
    Unavailable,

    /// <summary>The connection is reset after the request was read.</summary>
    Reset,

    /// <summary>The first byte comes when the test opens the gate, and a good answer with it.</summary>
    SlowFirstByte,

    /// <summary>The connection ends in the middle of the body.</summary>
    CutOff,

    /// <summary>A whole body that is no JSON.</summary>
    MalformedJson,

    /// <summary>A whole body of JSON that is no reply.</summary>
    WrongSchema,

    /// <summary>The protocol's mark of a refusal.</summary>
    Refusal,

    /// <summary>200 without a body.</summary>
    EmptyReply,

    /// <summary>502 with an HTML page, as a proxy answers.</summary>
    HtmlError,

    /// <summary>200 with an HTML page, as a wrong address answers.</summary>
    HtmlPage,

    /// <summary>404: no such model.</summary>
    UnknownModel,

    /// <summary>401: the key is not valid, which the message repeats.</summary>
    ExpiredKey,

    /// <summary>307 to <see cref="FaultServer.RedirectTo"/>, or to nowhere.</summary>
    Redirect,

    /// <summary>200 with a body in pieces that ends only when the client has had enough.</summary>
    Endless,
}

/// <summary>A request as the server saw it.</summary>
/// <param name="Path">The path with the query.</param>
/// <param name="Headers">The headers; names are compared without case.</param>
/// <param name="Body">The body as text.</param>
public sealed record FaultRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement.Clone();
}

/// <summary>
/// An HTTP server on the loopback interface that speaks OpenAI's chat completions (<c>/v1/chat/completions</c>, also below Azure's paths) and
/// Anthropic's messages (<c>/v1/messages</c>), and that can fail in each way in which servers do. It stands on bare sockets, so that it can
/// reset, break off and wait. Nothing in it takes time: what is slow waits for <see cref="OpenGate"/>.
/// </summary>
public sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<FaultRequest> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly List<(int Number, TaskCompletionSource Signal)> _waiting = [];
    private readonly Task _loop;

    public FaultServer()
    {
        _listener.Start(backlog: 1024);
        Root = new UriBuilder("http", "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port).Uri;
        _loop = AcceptAsync();
    }

    /// <summary>The address without a path, as Anthropic's clients want it.</summary>
    public Uri Root { get; }

    /// <summary>The address with <c>/v1</c>, as OpenAI's clients want it.</summary>
    public Uri Endpoint => new(Root, "v1");

    /// <summary>What happens to each request, by its number from 0; set <see cref="Fault"/> for all alike.</summary>
    public Func<int, Fault> Plan { get; set; } = _ => Fault.None;

    /// <summary>What happens to a request by what it asks; it goes before <see cref="Plan"/>.</summary>
    public Func<FaultRequest, Fault?> PlanByRequest { get; set; } = _ => null;

    /// <summary>What happens to every request from now on.</summary>
    public Fault Fault
    {
        set => Plan = _ => value;
    }

    /// <summary>What the model says, by the request.</summary>
    public Func<FaultRequest, string> Answer { get; set; } = _ => "4";

    /// <summary>The model that good answers name.</summary>
    public string Model { get; set; } = "m1";

    /// <summary>A whole body instead of a good answer.</summary>
    public string? Body { get; set; }

    /// <summary>Where redirects lead, as the header says it; without one the header is absent.</summary>
    public string? RedirectTo { get; set; }

    /// <summary>The requests so far, in the order of their arrival.</summary>
    public IReadOnlyList<FaultRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Lets every slow answer go, now and later.</summary>
    public void OpenGate() => _gate.TrySetResult();

    /// <summary>Completes when this many requests have arrived.</summary>
    public Task Arrived(int number)
    {
        lock (_lock)
        {
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_requests.Count >= number)
            {
                signal.SetResult();
            }
            else
            {
                _waiting.Add((number, signal));
            }

            return signal.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        Task[] connections;
        lock (_lock)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            lock (_lock)
            {
                _connections.Add(ServeAsync(socket));
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        // What the client does to its end of a connection is no failure of this server's.
        await Task.Yield();
        using (socket)
        {
            try
            {
                using var stream = new NetworkStream(socket, ownsSocket: false);
                while (await ReadAsync(stream) is { } request && await AnswerAsync(socket, stream, request))
                {
                    // The connection is kept for the next request.
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                socket.Close();
            }
        }
    }

    private async Task<bool> AnswerAsync(Socket socket, NetworkStream stream, FaultRequest request)
    {
        int number;
        lock (_lock)
        {
            number = _requests.Count;
            _requests.Add(request);
            foreach ((_, TaskCompletionSource signal) in _waiting.Where(w => w.Number <= number + 1))
            {
                signal.TrySetResult();
            }
        }

        Fault fault = PlanByRequest(request) ?? Plan(number);
        switch (fault)
        {
            case Fault.Reset:
                // A socket that lingers for no time is closed with a reset.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                return false;
            case Fault.SlowFirstByte:
                await _gate.Task.WaitAsync(_stop.Token);
                break;
            case Fault.CutOff:
                byte[] whole = FaultReplies.Response(Fault.None, request, this);
                await stream.WriteAsync(whole.AsMemory(0, whole.Length - 20), _stop.Token);
                return false;
            case Fault.Endless:
                await stream.WriteAsync("HTTP/1.1 200 X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), _stop.Token);
                byte[] piece = [.. "1000\r\n"u8, .. Enumerable.Repeat((byte)' ', 0x1000), .. "\r\n"u8];
                while (true)
                {
                    await stream.WriteAsync(piece, _stop.Token);
                }
        }

        await stream.WriteAsync(FaultReplies.Response(fault, request, this), _stop.Token);
        return true;
    }

    private async Task<FaultRequest?> ReadAsync(NetworkStream stream)
    {
        var received = new ArrayBufferWriter<byte>();
        int headersEnd;
        while ((headersEnd = received.WrittenSpan.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await ReceiveAsync(stream, received))
            {
                return null;
            }
        }

        string[] lines = Encoding.ASCII.GetString(received.WrittenSpan[..headersEnd]).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(p => p[0], p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
        int start = headersEnd + 4;
        bool isChunked = headers.ContainsKey("Transfer-Encoding");
        int length = headers.TryGetValue("Content-Length", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        while (isChunked ? !received.WrittenSpan[start..].EndsWith("0\r\n\r\n"u8) : received.WrittenCount < start + length)
        {
            if (!await ReceiveAsync(stream, received))
            {
                return null;
            }
        }

        byte[] body = received.WrittenSpan[start..].ToArray();
        return new FaultRequest(lines[0].Split(' ')[1], headers, Encoding.UTF8.GetString(isChunked ? Dechunk(body) : body));
    }

    private async Task<bool> ReceiveAsync(NetworkStream stream, ArrayBufferWriter<byte> received)
    {
        int read = await stream.ReadAsync(received.GetMemory(4096), _stop.Token);
        received.Advance(read);
        return read > 0;
    }

    private static byte[] Dechunk(ReadOnlySpan<byte> body)
    {
        var whole = new ArrayBufferWriter<byte>();
        while (true)
        {
            int lineEnd = body.IndexOf("\r\n"u8);
            int size = int.Parse(Encoding.ASCII.GetString(body[..lineEnd]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return whole.WrittenSpan.ToArray();
            }

            whole.Write(body.Slice(lineEnd + 2, size));
            body = body[(lineEnd + 2 + size + 2)..];
        }
    }
}
