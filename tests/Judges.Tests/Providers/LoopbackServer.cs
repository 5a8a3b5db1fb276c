using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Judges.Tests.Providers;

/// <summary>A server on the loopback interface that gives one answer to every request and remembers the requests.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public LoopbackServer(int status, string body, string? retryAfter = null)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Endpoint = new UriBuilder("http", "127.0.0.1", ((IPEndPoint)probe.LocalEndpoint).Port, "v1").Uri;
        }

        _listener.Prefixes.Add(Endpoint.GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        _loop = ServeAsync(status, body, retryAfter);
    }

    public Uri Endpoint { get; }

    public List<(string Path, string? Authorization, JsonElement Body)> Requests { get; } = [];

    public static string Completion(string content, string finish = "stop") => $$$"""
        {"id":"c1","object":"chat.completion","created":1,"model":"served","choices":[{"index":0,"message":{"role":"assistant","content":{{{JsonSerializer.Serialize(content)}}}},"finish_reason":"{{{finish}}}"}],"usage":{"prompt_tokens":20,"completion_tokens":4,"total_tokens":24}}
        """;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ServeAsync(int status, string body, string? retryAfter)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            using JsonDocument request = JsonDocument.Parse(await reader.ReadToEndAsync());
            Requests.Add((context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"], request.RootElement.Clone()));
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (retryAfter is not null)
            {
                context.Response.Headers["Retry-After"] = retryAfter;
            }

            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }
}
