using System.Globalization;
using System.Net;
using System.Net.Sockets;
using JudgeEval.Harness.Reviews;
using JudgeEval.Tool.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JudgeEval.Tool.Review;

/// <summary>The web server of the review page, on 127.0.0.1 alone.</summary>
internal sealed class ReviewServer : IAsyncDisposable
{
    // A reason is a few thousand characters at most.
    private const int LargestBody = 64 * 1024;

    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly WebApplication _app;

    private ReviewServer(WebApplication app, string link)
    {
        _app = app;
        Link = link;
    }

    /// <summary>The address with the token that works once.</summary>
    public string Link { get; }

    /// <summary>Starts it.</summary>
    /// <param name="session">The review.</param>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UsageException">The port is in use, or may not be used.</exception>
    public static async Task<ReviewServer> StartAsync(ReviewSession session, int port, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
        });
        WebApplication app = builder.Build();
        var guard = new ReviewGuard();
        var page = new ReviewPage(new ReviewAnswers(session));
        app.Run(context => AnswerAsync(context, guard, page));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // Kestrel wraps a port that is in use, and one that takes other rights comes as it is.
            await app.DisposeAsync();
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--port: port {port} of 127.0.0.1 cannot be used ({e.Message}); leave --port out for a free one"));
        }

        return new ReviewServer(app, $"{app.Urls.First()}/?token={guard.Token}");
    }

    /// <summary>Waits for Ctrl-C, then for what is under way.</summary>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(ended.SetResult))
        {
            await ended.Task;
        }

        // What is under way is short; a request that never ends is not waited for.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _app.StopAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The connection is closed all the same when the server is disposed of.
            return;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, ReviewGuard guard, ReviewPage page)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        if (guard.Check(context) is var (status, why))
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(why);
            return;
        }

        await page.AnswerAsync(context);
    }
}
