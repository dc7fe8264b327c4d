using System.Net.Http.Headers;

using Entente.Sandbox;

namespace Entente.Simulation.Tests.World;

/// <summary>One request on its way to a tracker.</summary>
internal sealed record WireCall(string Connection, SandboxRequest Request, HttpRequestMessage Message)
{
    public string Method => Request.Method;

    public string Path => Request.Path;

    /// <summary>True for what may change a ticket: not for reads, queries and harmless uploads.</summary>
    public bool IsWrite { get; } = Changes(Request);

    public bool IsCreate => IsWrite && Method is "POST" or "PATCH" && (Path.EndsWith("/issue", StringComparison.Ordinal)
        || Path.EndsWith("/table/incident", StringComparison.Ordinal) || Path.EndsWith("/tickets", StringComparison.Ordinal)
        || Path.Contains("/workitems/$", StringComparison.OrdinalIgnoreCase)) && (Method == "POST" || Path.Contains('$', StringComparison.Ordinal));

    /// <summary>True for the read of a ticket's own record, which tells its revision.</summary>
    public bool IsTicketRead => Method == "GET" && TicketPart.Length > 0 && Path.EndsWith($"/{TicketPart}", StringComparison.Ordinal);

    /// <summary>The path's part that names one ticket; empty where it names none.</summary>
    public string TicketPart
    {
        get
        {
            var parts = Path.Split('/');
            var at = Array.FindLastIndex(parts,
                part => part is "tickets" or "issue" or "incident" || part.Equals("workitems", StringComparison.OrdinalIgnoreCase));
            return at >= 0 && at + 1 < parts.Length && !parts[at + 1].StartsWith('$') ? parts[at + 1] : "";
        }
    }

    public static async Task<WireCall> OfAsync(string connection, HttpRequestMessage message, CancellationToken cancellation)
    {
        var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellation);
        var address = message.RequestUri!;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(headers, message.Headers);
        if (message.Content is not null)
            Add(headers, message.Content.Headers);
        var request = new SandboxRequest(
            message.Method.Method, Uri.UnescapeDataString(address.AbsolutePath), address.Query.TrimStart('?'), headers, body)
        {
            BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)),
        };
        return new WireCall(connection, request, message);
    }

    public HttpResponseMessage Answer(SandboxResponse given)
    {
        var answer = new HttpResponseMessage((System.Net.HttpStatusCode)given.Status)
        {
            Content = new ByteArrayContent(given.Body),
            RequestMessage = Message,
        };
        foreach (var (name, value) in given.Headers)
            if (!answer.Headers.TryAddWithoutValidation(name, value))
                answer.Content.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }

    public override string ToString() => $"{Connection} {Method} {Path}{(Request.Query.Length > 0 ? "?" : "")}{Short(Request.Query)}";

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static void Add(Dictionary<string, string> into, HttpHeaders headers)
    {
        foreach (var (name, values) in headers)
            into[name] = string.Join(", ", values);
    }

    private static bool Changes(SandboxRequest request)
    {
        if (request.Method == "GET")
            return false;
        string[] harmless = ["/search/jql", "/bulkfetch", "/wiql", "/workitemsbatch", "/uploads", "/wit/attachments", "/approximate-count"];
        return !harmless.Any(end => request.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }
}
