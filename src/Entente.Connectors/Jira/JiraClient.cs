using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>HTTP to one Jira: basic authentication, paths of REST v3, failures told apart. Nothing else.</summary>
internal sealed class JiraClient(ConnectionSettings settings, ConnectorServices services)
{
    /// <summary>Below the endpoint, whose own context path is kept.</summary>
    private const string Root = "rest/api/3/";

    private readonly ConnectorHttp http = new(settings, services, Basic(settings));

    public DateTimeOffset Now => http.Now;

    public Uri Endpoint => settings.Endpoint;

    /// <summary>A path of REST v3 with its parts escaped, as a prepared call carries it: <c>Path($"issue/{id}")</c>.</summary>
    public static string Path(FormattableString path) =>
        Root + string.Format(null, path.Format, [.. path.GetArguments().Select(part => (object)Uri.EscapeDataString($"{part}"))]);

    /// <summary>Reads JSON. Failures as <see cref="JiraFailures"/> tells them.</summary>
    public async Task<JsonElement> GetAsync(FormattableString path, CancellationToken cancellation) =>
        Checked(await http.GetAsync(Path(path), cancellation)).Json();

    /// <summary>Reads JSON; null for what is not there. Only for lists and details of an issue that was just read.</summary>
    public async Task<JsonElement?> FindAsync(FormattableString path, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(Path(path), cancellation);
        return answer.Status == 404 && answer.JsonOrNull() is not null && !JiraFailures.IsAnonymous(answer) ? null : Checked(answer).Json();
    }

    /// <summary>A read that Jira takes as POST: search and bulk fetch.</summary>
    public async Task<JsonElement> QueryAsync(FormattableString path, JsonObject query, CancellationToken cancellation) =>
        Checked(await http.SendAsync(Json("POST", Path(path), query), CallEffect.None, cancellation)).Json();

    /// <summary>Makes a prepared call, once.</summary>
    public async Task<HttpAnswer> SendAsync(PreparedCall call, CancellationToken cancellation) =>
        Checked(await http.SendAsync(call, call.Method == "GET" ? CallEffect.None : CallEffect.Ticket, cancellation));

    /// <summary>
    /// An attachment's bytes. Jira is asked to stream them itself; where it sends us elsewhere all the same, the credentials stay here.
    /// </summary>
    public Task<Stream> DownloadAsync(string attachmentId, long limitBytes, CancellationToken cancellation)
    {
        var root = new Uri(settings.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        return http.DownloadAsync(new Uri(root, Path($"attachment/content/{attachmentId}?redirect=false")), limitBytes, cancellation);
    }

    /// <summary>A call with a JSON body.</summary>
    public static PreparedCall Json(string method, string path, JsonObject body, string? hint = null) => new(
        method,
        path,
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" },
        Encoding.UTF8.GetBytes(body.ToJsonString()),
        Hint: hint);

    private HttpAnswer Checked(HttpAnswer answer)
    {
        // A read that Jira served to nobody in particular shows less than there is (RELIABILITY T10); a write that succeeded is done.
        if (answer.IsSuccess && (answer.Effect == CallEffect.Ticket || !JiraFailures.IsAnonymous(answer)))
            return answer;
        throw answer.IsSuccess ? JiraFailures.From(answer with { Status = 401 }, Now) : JiraFailures.From(answer, Now);
    }

    private static AuthenticationHeaderValue Basic(ConnectionSettings settings) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{settings.Token}")));
}
