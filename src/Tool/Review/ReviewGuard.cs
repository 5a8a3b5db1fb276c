using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace JudgeEval.Tool.Review;

/// <summary>
/// Decides who may speak to the review page: one browser, that was given the link, on this machine, from the page itself. Another page in that browser
/// may send requests to 127.0.0.1 too, under another name for it or as a form; those are refused.
/// </summary>
internal sealed class ReviewGuard
{
    private const int SecretBytes = 32;

    private readonly Lock _lock = new();
    private readonly string _session = RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true);
    private string? _token = RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true);

    /// <summary>The token of the link, before it is used.</summary>
    public string Token => _token ?? "";

    /// <summary>The status to refuse with, and why; <see langword="null"/> where the request may go on.</summary>
    /// <param name="context">The request, or where the link is opened, the answer as well.</param>
    public (int Status, string Why)? Check(HttpContext context)
    {
        HttpRequest request = context.Request;
        string own = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{context.Connection.LocalPort}");
        if (request.Host.Value != own)
        {
            return (StatusCodes.Status403Forbidden, "this page answers to 127.0.0.1 alone");
        }

        // What the browser says of who asks; the address bar is 'none'. Programs that are no browsers do not say.
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            return (StatusCodes.Status403Forbidden, "the request comes from another page; copy the link that was printed into the address bar");
        }

        string? origin = request.Headers.Origin;
        bool changes = HttpMethods.IsPost(request.Method);
        if (origin is null ? changes : origin != "http://" + own)
        {
            return (StatusCodes.Status403Forbidden, "the request comes from another page");
        }

        if (!changes && !HttpMethods.IsGet(request.Method))
        {
            return (StatusCodes.Status405MethodNotAllowed, "only GET and POST are answered");
        }

        string cookie = string.Create(CultureInfo.InvariantCulture, $"judgeeval-review-{context.Connection.LocalPort}");
        bool isSignedIn = Same(request.Cookies[cookie], _session);
        if (!changes && request.Path == "/" && request.Query.TryGetValue("token", out var token))
        {
            // Who opens the link once more in the same browser is let in as before; the link stays void for everybody else.
            return isSignedIn ? ToPage(context) : Exchange(context, cookie, token.ToString());
        }

        if (!isSignedIn)
        {
            return (StatusCodes.Status401Unauthorized, "open the link that 'judgeeval review' printed; it works once, for one browser");
        }

        return changes && !IsJson(request.ContentType) ? (StatusCodes.Status415UnsupportedMediaType, "only application/json is read") : null;
    }

    private (int Status, string Why)? Exchange(HttpContext context, string cookie, string token)
    {
        lock (_lock)
        {
            if (_token is null || !Same(token, _token))
            {
                return (StatusCodes.Status403Forbidden, "the link was used already, or is not the one printed; start 'judgeeval review' again for a new one");
            }

            _token = null;
        }

        context.Response.Cookies.Append(cookie, _session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        return ToPage(context);
    }

    private static (int Status, string Why)? ToPage(HttpContext context)
    {
        context.Response.Headers.Location = "/";
        return (StatusCodes.Status303SeeOther, "");
    }

    private static bool IsJson(string? type) => string.Equals(type?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase);

    private static bool Same(string? given, string secret) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));
}
