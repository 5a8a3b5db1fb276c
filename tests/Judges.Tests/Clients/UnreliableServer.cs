using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JudgeEval.Judges.Tests.Clients;

/// <summary>A server on the loopback interface that sends the nth connection the nth answer, byte for byte, and closes it; the last answer again and again.</summary>
internal sealed class UnreliableServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _loop;

    public UnreliableServer(params string[] answers)
    {
        _listener.Start();
        Endpoint = new UriBuilder("http", "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, "v1").Uri;
        _loop = ServeAsync(answers);
    }

    public Uri Endpoint { get; }

    public int Connections { get; private set; }

    /// <summary>A whole answer of HTTP; a length above the body's is a body that breaks off.</summary>
    public static string Answer(int status, string body, string headers = "", int? length = null) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Dispose();
    }

    private async Task ServeAsync(string[] answers)
    {
        while (true)
        {
            try
            {
                using TcpClient connection = await _listener.AcceptTcpClientAsync();
                string answer = answers[Math.Min(Connections, answers.Length - 1)];
                Connections++;
                await using NetworkStream stream = connection.GetStream();
                await ReadRequestAsync(stream);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    // The whole request is read first: closing with unread bytes would reset the connection under the answer.
    private static async Task ReadRequestAsync(NetworkStream stream)
    {
        var received = new StringBuilder();
        byte[] buffer = new byte[65536];
        while (true)
        {
            int count = await stream.ReadAsync(buffer);
            received.Append(Encoding.UTF8.GetString(buffer, 0, count));
            string text = received.ToString();
            int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0 || (head >= 0 && text.Length - head - 4 >= LengthOf(text[..head])))
            {
                return;
            }
        }
    }

    private static int LengthOf(string head)
    {
        string? line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
