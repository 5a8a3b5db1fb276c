using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JudgeEval.Harness.Reviews;
using JudgeEval.Tool.Review;

namespace JudgeEval.Tool.Tests.Review;

/// <summary>Who may speak to the review page.</summary>
public sealed class ReviewServerTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private ReviewServer _server = null!;
    private string _cookie = "";

    public async Task InitializeAsync()
    {
        _folder.Write("T.M.received.txt", "d | 1×5 | 5 | +4 | unanimous | 1/1\n");
        _server = await ReviewServer.StartAsync(new ReviewSession(_folder.Root, null, "ana", TimeProvider.System, blind: true), 0, CancellationToken.None);
        _client.BaseAddress = new Uri(new Uri(_server.Link).GetLeftPart(UriPartial.Authority));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Link_Opened_GivesACookieOnceAndIsVoid()
    {
        using HttpResponseMessage first = await _client.GetAsync(_server.Link);
        using HttpResponseMessage second = await _client.GetAsync(_server.Link);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (first.StatusCode, first.Headers.Location!.ToString()));
        string cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_server.Link.Split('=')[1], cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Link_OpenedAgainInTheSameBrowser_LeadsToThePage()
    {
        await SignInAsync();
        using HttpRequestMessage request = Request("GET", new Uri(_server.Link).PathAndQuery);

        using HttpResponseMessage again = await _client.SendAsync(request);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (again.StatusCode, again.Headers.Location!.ToString()));
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public void Command_PortInUse_IsWrongUsageAndSaysWhatToDo()
    {
        string port = _client.BaseAddress!.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        ToolResult result = CommandLine.Run("review", "--root", _folder.Root, "--reviewer", "ana", "--port", port);

        Assert.Equal(4, result.Code);
        Assert.Contains($"--port: port {port} of 127.0.0.1 cannot be used", result.Error, StringComparison.Ordinal);
        Assert.Contains("leave --port out for a free one", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_WrongToken_IsRefusedAndTheRightOneStillWorks()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("GET", "/?token=" + new string('0', 64)));
        await SignInAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/api/state"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/review.js")]
    [InlineData("/api/state")]
    public async Task Get_WithoutTheCookie_IsUnauthorized(string path) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", path));

    [Theory]
    [InlineData("localhost")]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task Get_OtherHost_IsForbidden(string host)
    {
        await SignInAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("GET", "/api/state", host: host));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task Request_OtherOrigin_IsForbiddenAndChangesNothing(string origin)
    {
        await SignInAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("GET", "/api/state", origin: origin));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("POST", "/api/label", origin: origin));
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.OK)]
    public async Task Get_FetchMetadata_MustNameThisPageOrTheAddressBar(string site, HttpStatusCode expected)
    {
        await SignInAsync();
        using HttpRequestMessage request = Request("GET", "/api/state");
        request.Headers.Add("Sec-Fetch-Site", site);
        using HttpResponseMessage answer = await _client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Link_FollowedFromAnotherPage_IsRefusedAndStaysGood()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Link);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using HttpResponseMessage answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        await SignInAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/review.js")]
    [InlineData("/api/state")]
    [InlineData("/absent")]
    public async Task Answer_OfAnyKind_IsNotCachedFramedSniffedOrReferredTo(string path)
    {
        foreach (bool signedIn in new[] { false, true })
        {
            if (signedIn)
            {
                await SignInAsync();
            }

            using HttpRequestMessage request = Request("GET", path);
            using HttpResponseMessage answer = await _client.SendAsync(request);

            string Header(string name) => string.Join(',', answer.Headers.Concat(answer.Content.Headers).First(h => h.Key == name).Value);
            Assert.Equal(
                ("no-store", "no-referrer", "nosniff", "DENY", "same-origin", "same-origin"),
                (Header("Cache-Control"), Header("Referrer-Policy"), Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Cross-Origin-Opener-Policy"), Header("Cross-Origin-Resource-Policy")));
            Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("form-action 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Post_WithoutOrigin_IsForbidden()
    {
        await SignInAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("POST", "/api/label", origin: ""));
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonx")]
    public async Task Post_OtherContentType_IsRefused(string type)
    {
        await SignInAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await StatusAsync("POST", "/api/label", type: type));
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", HttpStatusCode.NotFound)]
    public async Task Change_OtherMethod_IsRefused(string method, HttpStatusCode expected)
    {
        await SignInAsync();

        Assert.Equal(expected, await StatusAsync(method, "/api/label"));
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Post_MalformedBody_IsBadRequest(string body)
    {
        await SignInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("POST", "/api/label", body: body));
    }

    [Fact]
    public async Task Item_Blind_HasNoVerdictUntilLabelled()
    {
        await SignInAsync();
        string before = await TextAsync("/api/item?case=T.M&item=d");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("POST", "/api/label"));
        using JsonDocument after = JsonDocument.Parse(await TextAsync("/api/item?case=T.M&item=d"));

        Assert.DoesNotContain("\"judge\"", before, StringComparison.Ordinal);
        Assert.DoesNotContain("+4", before, StringComparison.Ordinal);
        Assert.DoesNotContain("u002B4", before, StringComparison.Ordinal);
        Assert.DoesNotContain("counts", before, StringComparison.Ordinal);
        Assert.Equal(("5", "2"), (after.RootElement.GetProperty("verdict").GetProperty("judge").GetString(), after.RootElement.GetProperty("verdict").GetProperty("own").GetString()));
    }

    [Fact]
    public async Task Page_ContentPolicy_AllowsNoInlineScript()
    {
        await SignInAsync();
        using HttpRequestMessage request = Request("GET", "/");
        using HttpResponseMessage answer = await _client.SendAsync(request);

        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_NothingWaits_SaysSo()
    {
        using var empty = new TemporaryFolder();

        ToolResult result = CommandLine.Run("review", "--root", empty.Root, "--reviewer", "ana");

        Assert.Equal((0, $"nothing to review: no disagreement snapshot (*.received.txt) waits below {empty.Root}; a red suite leaves one when it runs\n"), (result.Code, result.Out));
    }

    [Theory]
    [InlineData("--root", "absent-folder")]
    [InlineData("--port", "70000")]
    public void Command_WrongOption_IsWrongUsage(string option, string value) =>
        Assert.Equal(4, CommandLine.Run("review", "--reviewer", "ana", option, value).Code);

    private void AssertNothingWritten() => Assert.Single(Directory.GetFiles(_folder.Root));

    private async Task SignInAsync()
    {
        using HttpResponseMessage answer = await _client.GetAsync(_server.Link);
        _cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<string> TextAsync(string path)
    {
        using HttpRequestMessage request = Request("GET", path);
        using HttpResponseMessage answer = await _client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(
        string method, string path, string? host = null, string? origin = null, string type = "application/json", string body = """{"case":"T.M","item":"d","label":"2"}""")
    {
        using HttpRequestMessage request = Request(method, path);
        request.Headers.Host = host;
        if (method != "GET")
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
            origin ??= _client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        }

        if (!string.IsNullOrEmpty(origin))
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    private HttpRequestMessage Request(string method, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (_cookie.Length > 0)
        {
            request.Headers.Add("Cookie", _cookie);
        }

        return request;
    }
}
