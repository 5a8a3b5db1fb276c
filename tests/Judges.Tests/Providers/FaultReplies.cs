using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Testing;

/// <summary>The responses of a <see cref="FaultServer"/>, as the providers document them.</summary>
internal static class FaultReplies
{
    private const string Page = "<!DOCTYPE html>\n<html><body><h1>Bad gateway</h1></body></html>";

    public static byte[] Response(Fault fault, FaultRequest request, FaultServer server)
    {
        bool isAnthropic = request.Path.Contains("/messages", StringComparison.Ordinal);
        string text = fault switch
        {
            Fault.BusyWithRetryAfter => Http(429, Error(isAnthropic, "rate_limit_error", "slow down"), "Retry-After: 7"),
            Fault.Busy => Http(429, Error(isAnthropic, "rate_limit_error", "slow down")),
            Fault.ServerError => Http(500, Error(isAnthropic, isAnthropic ? "api_error" : "server_error", "something broke")),
            Fault.Unavailable => Http(503, "upstream connect error", "Content-Type: text/plain"),
            Fault.MalformedJson => Http(200, "{\"id\": \"c1\", oops}"),
            Fault.WrongSchema => Http(200, """{"status": "ok", "answers": [4]}"""),
            Fault.Refusal => Http(200, isAnthropic ? Message("", "refusal", server.Model) : Completion("", "content_filter", server.Model)),
            Fault.EmptyReply => Http(200, ""),
            Fault.HtmlError => Http(502, Page, "Content-Type: text/html; charset=utf-8"),
            Fault.HtmlPage => Http(200, Page, "Content-Type: text/html; charset=utf-8"),
            Fault.UnknownModel => Http(404, isAnthropic
                ? Error(isAnthropic, "not_found_error", "model: " + server.Model)
                : Error(isAnthropic, "invalid_request_error", $"The model `{server.Model}` does not exist", "model_not_found")),
            Fault.ExpiredKey => Http(401, Error(isAnthropic, isAnthropic ? "authentication_error" : "invalid_request_error", $"the key {Key(request)} has expired", "invalid_api_key")),
            Fault.Redirect => server.RedirectTo is null ? Http(307, "") : Http(307, "", $"Location: {server.RedirectTo}"),
            _ => Http(200, server.Body ?? (isAnthropic
                ? Message(server.Answer(request), "end_turn", server.Model)
                : Completion(server.Answer(request), "stop", server.Model))),
        };
        return Encoding.UTF8.GetBytes(text);
    }

    // The bare key: what stands behind "Bearer" is taken out of any text.
    private static string Key(FaultRequest request) =>
        (request.Headers.GetValueOrDefault("x-api-key") ?? request.Headers.GetValueOrDefault("api-key") ?? request.Headers.GetValueOrDefault("Authorization") ?? "")
        .Replace("Bearer ", "", StringComparison.Ordinal);

    private static string Http(int status, string body, params string[] headers)
    {
        string type = headers.Any(h => h.StartsWith("Content-Type", StringComparison.Ordinal)) ? "" : "Content-Type: application/json\r\n";
        string more = string.Concat(headers.Select(h => h + "\r\n"));
        return string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n{type}{more}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static string Completion(string content, string finish, string model) => $$$"""
        {"id":"c1","object":"chat.completion","created":1,"model":{{{Json(model)}}},"choices":[{"index":0,"message":{"role":"assistant","content":{{{Json(content)}}}},"finish_reason":"{{{finish}}}"}],"usage":{"prompt_tokens":20,"completion_tokens":4,"total_tokens":24}}
        """;

    private static string Message(string content, string stop, string model) => $$$"""
        {"id":"msg_1","type":"message","role":"assistant","model":{{{Json(model)}}},"content":{{{(content.Length == 0 ? "[]" : $$"""[{"type":"text","text":{{Json(content)}}}]""")}}},"stop_reason":"{{{stop}}}","stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":4}}
        """;

    private static string Error(bool isAnthropic, string type, string message, string? code = null) => isAnthropic
        ? $$$"""{"type":"error","error":{"type":"{{{type}}}","message":{{{Json(message)}}}},"request_id":"req_1"}"""
        : $$$"""{"error":{"message":{{{Json(message)}}},"type":"{{{type}}}","param":null,"code":{{{Json(code)}}}}}""";

    private static string Json(string? text) => JsonSerializer.Serialize(text);
}
