using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>Zendesk's API over HTTP: authentication, paging, and refusals as failures. Knows no ticket.</summary>
internal sealed class ZendeskClient
{
    /// <summary>More pages than any ticket has (5000 comments are 50).</summary>
    private const int MaxPages = 200;

    private readonly ConnectorHttp http;

    public ZendeskClient(ConnectionSettings settings, ConnectorServices services)
    {
        // An API token signs in as "address/token"; people also write that suffix into the setting.
        const string Suffix = "/token";
        var user = settings.User.EndsWith(Suffix, StringComparison.Ordinal) ? settings.User : settings.User + Suffix;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{settings.Token}"));
        http = new ConnectorHttp(settings, services, new AuthenticationHeaderValue("Basic", basic));
    }

    public DateTimeOffset Now => http.Now;

    /// <summary>Reads; every status but 2xx is thrown.</summary>
    public async Task<HttpAnswer> GetAsync(string path, CancellationToken cancellation) => Accepted(await http.GetAsync(path, cancellation));

    /// <summary>Makes a prepared call that changes a ticket; every status but 2xx is thrown.</summary>
    public async Task<HttpAnswer> WriteAsync(PreparedCall call, CancellationToken cancellation) =>
        Accepted(await http.SendAsync(call, CallEffect.Ticket, cancellation));

    /// <summary>Uploads a file. Until a comment names its token nobody sees it, so a failure leaves nothing behind.</summary>
    public async Task<ZendeskUpload> UploadAsync(FileWrite file, CancellationToken cancellation)
    {
        var type = MediaTypeHeaderValue.TryParse(file.MediaType, out var parsed) ? parsed.ToString() : "application/octet-stream";
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = type };
        var name = Uri.EscapeDataString(file.Name.Length > 0 ? file.Name : "file");
        var call = new PreparedCall("POST", $"api/v2/uploads?filename={name}", headers, [], file);
        var answer = Accepted(await http.SendAsync(call, CallEffect.None, cancellation));
        var upload = answer.Json().Member("upload");
        return upload?.Text("token") is { } token
            ? new ZendeskUpload(token, upload.Value.Member("attachment")?.Id("id") ?? upload.Value.Items("attachments").FirstOrDefault().Id("id"))
            : throw TransportFailures.Unreadable(CallEffect.None, "the upload has no token");
    }

    public Task<Stream> DownloadAsync(Uri address, long limitBytes, CancellationToken cancellation) =>
        http.DownloadAsync(address, limitBytes, cancellation);

    /// <summary>The pages of a list, by cursor where Zendesk pages by cursor and by number where it does not.</summary>
    /// <param name="path">Path with a query, without the page.</param>
    public async IAsyncEnumerable<JsonElement> PagesAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = path;
        for (var page = 1; page <= MaxPages; page++)
        {
            var root = (await GetAsync(next, cancellation)).Json();
            yield return root;
            var meta = root.Member("meta");
            if (meta?.Flag("has_more") == true && meta.Value.Text("after_cursor") is { } cursor)
                next = $"{path}&page%5Bafter%5D={Uri.EscapeDataString(cursor)}";
            else if (meta is null && root.Member("next_page") is not null)
                next = $"{path}&page={page + 1}";
            else
                yield break;
        }

        throw TransportFailures.Unreadable(CallEffect.None, $"a list does not end after {MaxPages} pages");
    }

    private HttpAnswer Accepted(HttpAnswer answer) => answer.IsSuccess ? answer : throw ZendeskFailures.From(answer, Now);
}

/// <summary>An uploaded file that waits for a comment.</summary>
/// <param name="Token">Names it in the comment; lives 60 minutes.</param>
/// <param name="AttachmentId">The id that the attachment has, and keeps; null when the answer does not tell.</param>
internal sealed record ZendeskUpload(string Token, string? AttachmentId);
