namespace JudgeEval.Judges;

/// <summary>
/// The connections to providers. They are pooled by host and shared by all clients of the process, so that hundreds of requests
/// at once reuse sockets, and so that a new client costs none.
/// </summary>
internal static class ProviderConnections
{
    // A proxy of the machine's environment is right for a hosted provider and wrong for a server on this machine.
    private static readonly SocketsHttpHandler Remote = Handler(useProxy: true);
    private static readonly SocketsHttpHandler Loopback = Handler(useProxy: false);

    /// <summary>A client whose replies pass the given handlers, the first of which is the outermost. Its time-outs are the caller's.</summary>
    public static HttpClient Client(Uri endpoint, params DelegatingHandler[] handlers)
    {
        HttpMessageHandler inner = endpoint.IsLoopback ? Loopback : Remote;
        foreach (DelegatingHandler handler in handlers.Reverse())
        {
            handler.InnerHandler = inner;
            inner = handler;
        }

        return new HttpClient(inner, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static SocketsHttpHandler Handler(bool useProxy) => new()
    {
        // Another host must not see the key.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = useProxy,
        MaxConnectionsPerServer = int.MaxValue,
        // A host that moves to another address is found again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
