using System.Net;
using System.Net.Sockets;

namespace JudgeEval.Tool.Tests;

/// <summary>A loopback server that takes connections and never answers.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];

    public SilentServer()
    {
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}/v1";
        FirstRequest = AcceptAsync();
    }

    public string Url { get; }

    public Task FirstRequest { get; }

    public void Dispose()
    {
        _listener.Dispose();
        _clients.ForEach(c => c.Dispose());
    }

    private async Task AcceptAsync() => _clients.Add(await _listener.AcceptTcpClientAsync());
}
