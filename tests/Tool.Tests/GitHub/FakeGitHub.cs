using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.GitHub;

/// <summary>A request as the server got it.</summary>
internal sealed record GitHubRequest(string Method, string Path, string? Authorization, string Body)
{
    public string Comment => JsonDocument.Parse(Body).RootElement.GetProperty("body").GetString()!;
}

/// <summary>What the server answers.</summary>
internal sealed record GitHubReply(int Status, string Body, params (string Name, string Value)[] Headers);

/// <summary>A loopback server that answers as it is told and keeps every request.</summary>
internal sealed class FakeGitHub : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<GitHubRequest> _requests = new();
    private readonly Func<GitHubRequest, GitHubReply> _reply;
    private readonly Task _serving;

    public FakeGitHub(Func<GitHubRequest, GitHubReply> reply)
    {
        _reply = reply;
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        }

        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>All requests but the question who the token is of.</summary>
    public GitHubRequest[] Requests => [.. _requests.Where(r => r.Path != "/user")];

    public string[] Calls => [.. Requests.Select(r => $"{r.Method} {r.Path}")];

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
                HttpListenerContext context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var request = new GitHubRequest(context.Request.HttpMethod, context.Request.RawUrl!, context.Request.Headers["Authorization"], await reader.ReadToEndAsync());
                _requests.Enqueue(request);
                GitHubReply reply = request.Path == "/user" ? new(403, """{"message":"Resource not accessible by integration"}""") : _reply(request);
                context.Response.StatusCode = reply.Status;
                Array.ForEach(reply.Headers, h => context.Response.Headers.Add(h.Name, h.Value));
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(reply.Body));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
