using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace JudgeEval.Tool.GitHub;

/// <summary>The job: which pull request of which repository, and with which rights.</summary>
/// <param name="Api">The address of GitHub's interface, with a slash at its end.</param>
/// <param name="Repository">Owner and name.</param>
/// <param name="PullRequest">The pull request's number; 0 where the event has none.</param>
/// <param name="Token">The token; empty where there is none.</param>
/// <param name="WhyNoComment">Why no comment can be posted; <see langword="null"/> where one can.</param>
internal sealed partial record GitHubContext(Uri? Api, string Repository, int PullRequest, string Token, string? WhyNoComment)
{
    /// <summary>Reads the job from the environment and the event's payload.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="JudgeEvalException"><c>JE7001</c>, <c>JE7003</c>: payload or variables cannot be read.</exception>
    public static GitHubContext Read(Func<string, string?> environment)
    {
        string path = environment("GITHUB_EVENT_PATH") ?? "";
        if (path.Length == 0)
        {
            return None("GITHUB_EVENT_PATH is not set, so this is no job of GitHub Actions");
        }

        (int number, string? head, string? repository) = Payload(path);
        string token = environment("GITHUB_TOKEN") ?? "";
        return number == 0 ? None("the event is not of a pull request")
            : !string.Equals(head, repository, StringComparison.OrdinalIgnoreCase) ? None("the pull request comes from a fork, whose jobs may not write")
            : token.Length == 0 ? None("there is no GITHUB_TOKEN")
            : new GitHubContext(Address(environment), Named(environment), number, token, null);
    }

    private static GitHubContext None(string why) => new(null, "", 0, "", why);

    private static (int Number, string? Head, string? Base) Payload(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (!json.RootElement.TryGetProperty("pull_request", out JsonElement request) || request.ValueKind != JsonValueKind.Object)
            {
                return (0, null, null);
            }

            int number = request.GetProperty("number").GetInt32();
            string? target = FullName(request, "base");
            return number > 0 && target is not null
                ? (number, FullName(request, "head"), target)
                : throw new JudgeEvalException(GitHubErrors.BadEvent(path, "pull_request has no number or no base repository"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JudgeEvalException(GitHubErrors.BadEvent(path, exception.Message));
        }
    }

    // The repository of a head is null when the fork was deleted.
    private static string? FullName(JsonElement request, string side) =>
        request.GetProperty(side).GetProperty("repo") is { ValueKind: JsonValueKind.Object } repository ? repository.GetProperty("full_name").GetString() : null;

    private static Uri Address(Func<string, string?> environment)
    {
        string text = environment("GITHUB_API_URL") is { Length: > 0 } set ? set : "https://api.github.com";
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
                ? address
                : throw new JudgeEvalException(GitHubErrors.BadVariable("GITHUB_API_URL", text, "the token is sent over https alone, or to this machine"));
    }

    private static string Named(Func<string, string?> environment)
    {
        string name = environment("GITHUB_REPOSITORY") ?? "";
        return RepositoryName().IsMatch(name) && !name.Split('/').Any(part => part is "." or "..")
            ? name
            : throw new JudgeEvalException(GitHubErrors.BadVariable("GITHUB_REPOSITORY", name, "a repository is named OWNER/NAME"));
    }

    /// <summary>The path of the pull request's comments.</summary>
    public string Comments => string.Create(CultureInfo.InvariantCulture, $"repos/{Repository}/issues/{PullRequest}/comments");

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryName();
}
