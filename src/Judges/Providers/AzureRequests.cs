namespace JudgeEval.Judges;

/// <summary>
/// Makes OpenAI's requests Azure's: the key in the header <c>api-key</c> instead of <c>Authorization</c>, and <c>api-version</c> in
/// the query. The deployment stands in the endpoint's path.
/// </summary>
internal sealed class AzureRequests(string apiVersion) : DelegatingHandler
{
    /// <summary>The base of a deployment's addresses.</summary>
    public static Uri Deployment(Uri endpoint, string deployment) =>
        new($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/openai/deployments/{Uri.EscapeDataString(deployment)}");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization?.Parameter is { } key)
        {
            request.Headers.Authorization = null;
            request.Headers.Add("api-key", key);
        }

        var address = new UriBuilder(request.RequestUri!) { Query = $"api-version={Uri.EscapeDataString(apiVersion)}" };
        request.RequestUri = address.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
