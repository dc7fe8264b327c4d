using System.Text;

using Entente.Sandbox.Host;

namespace Entente.Sandbox.People;

/// <summary>
/// The plain pages of one product, for a person with a browser: the list at <c>/</c>, a ticket at the product's own address, and forms that
/// post to <c>/people</c>. They need no script.
/// </summary>
internal sealed class PeoplePages(ProductStage stage)
{
    private const string FormPath = "/people";

    private readonly TicketAddress address = new(stage.Product.TicketPath);

    /// <summary>Whether the request is for a page and not for the product's API.</summary>
    public bool Takes(SandboxRequest request) =>
        request.Path is "/" or FormPath or PeopleStyle.Path
            || (request.Method == "GET" && address.Fits(request.Path));

    public SandboxResponse Answer(SandboxRequest request)
    {
        var query = Form(request.Query);
        return (request.Method, request.Path) switch
        {
            ("GET", "/") => Html(200, List(query, query.GetValueOrDefault("refusal"))),
            ("GET", PeopleStyle.Path) => Style(),
            ("POST", FormPath) => Act(Form(Encoding.UTF8.GetString(request.Body))),
            ("GET", var path) when address.Fits(path) => Ticket(address.Key(path, query), query),
            _ => Html(405, "<!doctype html><title>Not allowed</title><p>This page takes no such request.</p>"),
        };
    }

    private static SandboxResponse Style()
    {
        KeyValuePair<string, string>[] headers = [new("Content-Type", "text/css; charset=utf-8"), new("Cache-Control", "max-age=60")];
        return new SandboxResponse(200, headers, Encoding.UTF8.GetBytes(PeopleStyle.Sheet));
    }

    private string List(SortedDictionary<string, string> query, string? refusal) =>
        stage.With(it => new ListPage(it.Desk, address).Render(Actor(it.Desk, query), refusal));

    private SandboxResponse Ticket(string key, SortedDictionary<string, string> query)
    {
        var page = stage.With(it => it.Desk.Find(key) is { } ticket
            ? new TicketPage(it.Desk, address, ticket).Render(Actor(it.Desk, query), query.GetValueOrDefault("refusal"))
            : null);
        return page is null ? Html(404, List(query, $"There is no ticket {key}")) : Html(200, page);
    }

    private SandboxResponse Act(SortedDictionary<string, string> form)
    {
        if (!Enum.TryParse<DeskVerb>(form.GetValueOrDefault("verb"), out var verb) || !Enum.IsDefined(verb))
            return Html(400, "<!doctype html><title>Bad form</title><p>The form names no act.</p>");
        var actor = form.GetValueOrDefault("actor") ?? "";
        var text = form.GetValueOrDefault("text") ?? "";
        var action = new DeskAction(verb, actor, form.GetValueOrDefault("key"), form.GetValueOrDefault("title"), text)
        {
            Field = form.GetValueOrDefault("field"),
        };
        var outcome = string.IsNullOrWhiteSpace(action.Text) && verb != DeskVerb.ChangeField
            ? new DeskOutcome(action.Key, "Please write something first")
            : stage.With(it => it.Desk.Act(action, stage.Clock.Now));
        var page = string.IsNullOrEmpty(outcome.Key) ? $"/?as={Uri.EscapeDataString(actor)}" : address.Of(outcome.Key, actor);
        var refusal = outcome.Refusal is null ? "" : $"&refusal={Uri.EscapeDataString(outcome.Refusal)}";
        return new SandboxResponse(303, [new("Location", page + refusal)], []);
    }

    private static string Actor(IPeopleDesk desk, SortedDictionary<string, string> query) =>
        query.TryGetValue("as", out var named) && desk.Actors.Contains(named) ? named : desk.Actors.Count > 0 ? desk.Actors[0] : "";

    private static SandboxResponse Html(int status, string page)
    {
        KeyValuePair<string, string>[] headers =
        [
            new("Content-Type", "text/html; charset=utf-8"),
            new("Cache-Control", "no-store"),
            new("X-Content-Type-Options", "nosniff"),
            new("Referrer-Policy", "no-referrer"),
            new("Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        ];
        return new SandboxResponse(status, headers, Encoding.UTF8.GetBytes(page));
    }

    private static SortedDictionary<string, string> Form(string encoded)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            var name = cut < 0 ? part : part[..cut];
            fields[Decode(name)] = cut < 0 ? "" : Decode(part[(cut + 1)..]);
        }
        return fields;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' ')).ReplaceLineEndings("\n");
}
