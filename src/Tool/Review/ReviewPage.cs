using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace JudgeEval.Tool.Review;

/// <summary>Maps addresses to the page's files and to answers.</summary>
/// <param name="answers">What is answered.</param>
internal sealed class ReviewPage(ReviewAnswers answers)
{
    private static readonly Dictionary<string, (string Name, string Type)> Files = new(StringComparer.Ordinal)
    {
        ["/"] = ("review.html", "text/html; charset=utf-8"),
        ["/review.css"] = ("review.css", "text/css; charset=utf-8"),
        ["/review.js"] = ("review.js", "text/javascript; charset=utf-8"),
        ["/page.js"] = ("page.js", "text/javascript; charset=utf-8"),
        ["/queue.js"] = ("queue.js", "text/javascript; charset=utf-8"),
        ["/item.js"] = ("item.js", "text/javascript; charset=utf-8"),
        ["/form.js"] = ("form.js", "text/javascript; charset=utf-8"),
        ["/cases.js"] = ("cases.js", "text/javascript; charset=utf-8"),
        ["/favicon.svg"] = ("favicon.svg", "image/svg+xml"),
    };

    // One reviewer, but a browser sends several requests at a time.
    private readonly Lock _lock = new();

    /// <summary>Answers a request that was let through.</summary>
    /// <param name="context">The request.</param>
    public async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string path = request.Path.Value ?? "";
        if (HttpMethods.IsGet(request.Method) && Files.TryGetValue(path, out (string Name, string Type) file))
        {
            context.Response.ContentType = file.Type;
            await using Stream content = typeof(ReviewPage).Assembly.GetManifestResourceStream("review/" + file.Name)!;
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        try
        {
            ReviewRequest? body = HttpMethods.IsPost(request.Method)
                ? await JsonSerializer.DeserializeAsync(request.Body, ReviewJson.Default.ReviewRequest, context.RequestAborted) ?? throw new JsonException("the body is null")
                : null;
            object? answer;
            lock (_lock)
            {
                answer = body is null ? answers.Get(path, request.Query["case"].ToString(), request.Query["item"].ToString()) : answers.Post(path, body);
            }

            await WriteAsync(context, answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK, answer ?? ReviewFault.Plain("there is no such address"));
        }
        catch (JsonException e)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, ReviewFault.Plain(e.Message));
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(context, e.StatusCode, ReviewFault.Plain(e.Message));
        }
        catch (JudgeEvalException e)
        {
            await WriteAsync(context, StatusCodes.Status409Conflict, ReviewFault.Of(e.Diagnostics[0]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await WriteAsync(context, StatusCodes.Status409Conflict, ReviewFault.Plain($"a file cannot be read or written: {e.Message}"));
        }
    }

    private static Task WriteAsync(HttpContext context, int status, object answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, answer.GetType(), ReviewJson.Default, context.RequestAborted);
    }
}
