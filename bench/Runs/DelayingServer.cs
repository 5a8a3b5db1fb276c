using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JudgeEval.Bench.Runs;

/// <summary>Answers every request with the same chat completion after the same time. It reads no more of a request than its length.</summary>
internal static class DelayingServer
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(Http(
        """{"id":"1","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"3"}}],"usage":{"prompt_tokens":40,"completion_tokens":1,"total_tokens":41}}"""));

    public static async Task ServeAsync(TimeSpan delay, Action<int> listening)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1024);
        listening(((IPEndPoint)listener.LocalEndPoint!).Port);
        while (true)
        {
            _ = AnswerAsync(await listener.AcceptAsync(), delay);
        }
    }

    private static async Task AnswerAsync(Socket socket, TimeSpan delay)
    {
        using Socket connection = socket;
        connection.NoDelay = true;
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        try
        {
            while (true)
            {
                int read = await connection.ReceiveAsync(buffer.AsMemory(filled));
                if (read == 0)
                {
                    return;
                }

                filled += read;
                int length = LengthOfRequest(buffer.AsSpan(0, filled));
                if (length < 0 || filled < length)
                {
                    continue;
                }

                buffer.AsSpan(length, filled - length).CopyTo(buffer);
                filled -= length;
                await Task.Delay(delay);
                await connection.SendAsync(Answer);
            }
        }
        catch (SocketException)
        {
            // The client is gone.
        }
    }

    private static int LengthOfRequest(ReadOnlySpan<byte> bytes)
    {
        int head = bytes.IndexOf("\r\n\r\n"u8);
        int field = head < 0 ? -1 : bytes[..head].IndexOf("Content-Length: "u8);
        return field >= 0 && Utf8Parser.TryParse(bytes[(field + "Content-Length: ".Length)..], out int body, out _) ? head + 4 + body : -1;
    }

    private static string Http(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
