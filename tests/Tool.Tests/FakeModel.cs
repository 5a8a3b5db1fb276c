using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.Tests;

/// <summary>A loopback server that speaks enough of the chat-completions protocol to answer every request with one text.</summary>
internal sealed class FakeModel : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, string> _reply;
    private readonly Task _serving;
    private int _requests;

    public FakeModel(Func<string, string> reply)
    {
        _reply = reply;
        int port = FreePort();
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1");
        _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public int Requests => Volatile.Read(ref _requests);

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
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref _requests);
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        string reply = JsonSerializer.Serialize(_reply(await reader.ReadToEndAsync()));
        byte[] body = Encoding.UTF8.GetBytes(
            $$$"""{"id":"1","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":{{{reply}}} } }],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""");
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
