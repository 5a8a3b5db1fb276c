using System.Net;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.Review;

/// <summary>A browser as far as the review's server can tell: it opened the link, and sends its cookie and origin.</summary>
internal sealed class ReviewClient : IDisposable
{
    private readonly HttpClient _client;

    private ReviewClient(HttpClient client) => _client = client;

    public static async Task<ReviewClient> SignInAsync(string link)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(new Uri(link).GetLeftPart(UriPartial.Authority)),
        };
        using HttpResponseMessage answer = await client.GetAsync(link);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return new ReviewClient(client);
    }

    public void Dispose() => _client.Dispose();

    public Task<string> TextAsync(string path) => _client.GetStringAsync(path);

    public async Task<JsonElement> GetAsync(string path) => Parse(await TextAsync(path));

    public async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", _client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using HttpResponseMessage answer = await _client.SendAsync(request);
        return (answer.StatusCode, Parse(await answer.Content.ReadAsStringAsync()));
    }

    public Task<(HttpStatusCode Status, JsonElement Answer)> DecideAsync(string item, string action = "knownDisagreement", string reason = "because", int? seen = null) =>
        PostAsync("/api/decide", new { @case = "T.M", item, action, source = "differentCriteria", topic = "tone", reason, seen });

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
