using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>HTTP to one organisation or collection: authentication, versions, failures told apart, the waits it asks for. Knows no ticket.</summary>
internal sealed class AzureDevOpsClient(ConnectionSettings settings, ConnectorServices services)
{
    private const string Version = "7.1";

    /// <summary>Comments are served under a preview version to this day.</summary>
    private const string CommentsVersion = "7.1-preview.4";

    private readonly ConnectorHttp http = new(settings, services, Authorization(settings.Token));
    private long heldUntil;

    public DateTimeOffset Now => http.Now;

    public Uri Endpoint => settings.Endpoint;

    /// <summary>A path below the endpoint with its parts escaped and the version added: <c>Path($"_apis/wit/workitems/{id}")</c>.</summary>
    public static string Path(FormattableString path) => Versioned(path, Version);

    /// <summary>As <see cref="Path"/>, for comments.</summary>
    public static string CommentsPath(FormattableString path) => Versioned(path, CommentsVersion);

    /// <summary>Reads JSON. Failures as <see cref="AzureDevOpsFailures"/> tells them.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => (await AnswerAsync(path, cancellation)).Json();

    /// <summary>As <see cref="GetAsync"/>, with the headers.</summary>
    public Task<HttpAnswer> AnswerAsync(string path, CancellationToken cancellation) =>
        CallAsync(new PreparedCall("GET", path, Headers(), []), CallEffect.None, cancellation);

    /// <summary>Reads JSON; null for what is not there. Only for details of a work item that was just read.</summary>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(path, cancellation);
        }
        catch (ConnectorException missing) when (missing.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>A read that Azure DevOps takes as POST: queries and batches.</summary>
    public async Task<JsonElement> QueryAsync(string path, JsonObject query, CancellationToken cancellation)
    {
        var call = new PreparedCall("POST", path, Headers("application/json"), Encoding.UTF8.GetBytes(query.ToJsonString()));
        return (await CallAsync(call, CallEffect.None, cancellation)).Json();
    }

    /// <summary>Makes a prepared call, once.</summary>
    public Task<HttpAnswer> SendAsync(PreparedCall call, CancellationToken cancellation) =>
        CallAsync(call, call.Method == "GET" ? CallEffect.None : CallEffect.Ticket, cancellation);

    /// <summary>Uploads a file. Until a work item names its address nobody sees it, so a failure leaves nothing behind.</summary>
    /// <returns>The address that a relation names.</returns>
    public async Task<string> UploadAsync(FileWrite file, CancellationToken cancellation)
    {
        var name = file.Name.Length > 0 ? file.Name : "file";
        var path = Path($"_apis/wit/attachments?fileName={name}&uploadType=simple");
        var call = new PreparedCall("POST", path, Headers("application/octet-stream"), [], file);
        var answer = await CallAsync(call, CallEffect.None, cancellation);
        return answer.Json().Text("url") ?? throw TransportFailures.Unreadable(CallEffect.None, "the upload has no address");
    }

    /// <summary>
    /// A file's bytes. Its id is asked for at our own endpoint: a text may name any host, and people's texts are not where credentials are sent.
    /// </summary>
    public Task<Stream> DownloadAsync(AzureDevOpsFile file, long limitBytes, CancellationToken cancellation)
    {
        var root = new Uri(settings.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        var path = Path($"_apis/wit/attachments/{file.Id}?fileName={file.Name}&download=true");
        return http.DownloadAsync(new Uri(root, path), limitBytes, cancellation);
    }

    /// <summary>Headers of a call. Without the first a bad token is answered with a redirect to a sign-in page instead of 401.</summary>
    public static SortedDictionary<string, string> Headers(string? contentType = null)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-TFS-FedAuthRedirect"] = "Suppress" };
        if (contentType is not null)
            headers["Content-Type"] = contentType;
        return headers;
    }

    private async Task<HttpAnswer> CallAsync(PreparedCall call, CallEffect effect, CancellationToken cancellation)
    {
        ObeyHold();
        try
        {
            var answer = await http.SendAsync(call, effect, cancellation);
            Hold(answer);
            if (AzureDevOpsFailures.IsSignIn(answer))
                throw AzureDevOpsFailures.SignIn(answer.Status);
            return answer.IsSuccess ? answer : throw AzureDevOpsFailures.From(answer, Now);
        }
        catch (ConnectorException redirect) when (redirect is { Code: "tracker.redirected", Status: 302 or 303 })
        {
            throw AzureDevOpsFailures.SignIn(redirect.Status);
        }
    }

    // Azure DevOps asks for a pause with answers that succeed, before it begins to refuse: the next call waits, not the one that was answered.
    private void Hold(HttpAnswer answer)
    {
        if (answer.IsSuccess && answer.Wait(Now) is { } wait && wait > TimeSpan.Zero)
            Interlocked.Exchange(ref heldUntil, (Now + wait).UtcTicks);
    }

    private void ObeyHold()
    {
        var left = new DateTimeOffset(Interlocked.Read(ref heldUntil), TimeSpan.Zero) - Now;
        if (left > TimeSpan.Zero)
        {
            const string Text = "Azure DevOps asked for a pause before the next call.";
            throw new ConnectorException(FailureKind.RateLimited, AzureDevOpsCodes.RateLimited, Text)
            {
                Scope = FailureScope.Connection,
                RetryAfter = left,
            };
        }
    }

    private static string Versioned(FormattableString path, string version)
    {
        var escaped = string.Format(null, path.Format, [.. path.GetArguments().Select(part => (object)Uri.EscapeDataString($"{part}"))]);
        return $"{escaped}{(escaped.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={version}";
    }

    // A personal access token goes with any user name, by custom none. An Entra ID token is a JWT, which begins with {"… in base64.
    private static AuthenticationHeaderValue Authorization(string token) => token.StartsWith("eyJ", StringComparison.Ordinal)
        ? new AuthenticationHeaderValue("Bearer", token)
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + token)));
}
