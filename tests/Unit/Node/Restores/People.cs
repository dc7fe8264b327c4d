using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Entente.Unit.Tests.Node.Restores;

/// <summary>People at both trackers, who know of no hub, and what must be found there of their work: every token once and in order.</summary>
internal sealed partial class People(Random random)
{
    private static readonly (string Zendesk, string Jira)[] Priorities =
        [("urgent", "Highest"), ("high", "High"), ("normal", "Medium"), ("low", "Low")];

    private readonly List<Told> cases = [];
    private int tokens;

    /// <summary>What was done, for a failing run.</summary>
    public List<string> Story { get; } = [];

    public void Act(HubInMemory hub)
    {
        if (cases.Count == 0 || (cases.Count < 5 && random.Next(4) == 0))
        {
            Raise(hub);
            return;
        }

        var about = cases[random.Next(cases.Count)];
        switch (random.Next(8))
        {
            case 0 or 1: Say(hub, about); break;
            case 2: Edit(hub, about); break;
            case 3: Attach(hub, about); break;
            default: ActInJira(hub, about); break;
        }
    }

    /// <summary>What is wrong at the trackers; empty when all is well.</summary>
    public IReadOnlyList<string> Judge(HubInMemory hub)
    {
        var faults = new List<string>();
        var issues = Issues(hub);
        foreach (var told in cases)
        {
            var twins = issues.Where(issue => Summary(issue).Contains(told.Token, StringComparison.Ordinal)).ToList();
            if (twins.Count != 1)
                faults.Add($"{told.Token}: {twins.Count} issues instead of one");
            else
                Judge(hub, told, twins[0], faults);
        }

        if (issues.Count > cases.Count)
            faults.Add($"{issues.Count} issues for {cases.Count} cases");
        var tickets = hub.AskZendesk("GET", "/api/v2/tickets")["tickets"]!.AsArray()
            .Count(ticket => ticket!["subject"]!.ToString().StartsWith("Checkout fails"));
        if (tickets != cases.Count)
            faults.Add($"{tickets} tickets for {cases.Count} cases");
        return faults;
    }

    private static void Judge(HubInMemory hub, Told told, JsonNode issue, List<string> faults)
    {
        var inZendesk = hub.AskZendesk("GET", $"/api/v2/tickets/{told.Zendesk}/comments")["comments"]!.AsArray();
        var inJira = hub.AskJira("GET", $"/rest/api/3/issue/{issue["key"]}/comment?maxResults=100&orderBy=created")["comments"]!.AsArray();
        var left = inZendesk.Skip(1).Select(comment => comment!["plain_body"]!.ToString()).ToList();
        var right = inJira.Select(comment => comment!["body"]!.ToJsonString()).ToList();
        Compare(faults, $"{told.Token} said at Zendesk", told.Said, Tokens(left, "said"));
        Compare(faults, $"{told.Token} said at Jira", told.Said, Tokens(right, "said"));
        Compare(faults, $"{told.Token} dev at Zendesk", told.Dev, Tokens(left, "dev"));
        Compare(faults, $"{told.Token} dev at Jira", told.Dev, Tokens(right, "dev"));
        Compare(faults, $"{told.Token} notes twice", [],
            [.. left.GroupBy(text => text).Concat(right.GroupBy(text => text)).Where(g => g.Count() > 1).Select(g => g.Key)]);
        var files = inZendesk.SelectMany(comment => comment!["attachments"]!.AsArray()).Select(file => file!["file_name"]!.ToString());
        var fields = hub.AskJira("GET", $"/rest/api/3/issue/{issue["key"]}")["fields"]!;
        Compare(faults, $"{told.Token} files at Zendesk", told.Files, [.. files.Order(StringComparer.Ordinal)]);
        Compare(faults, $"{told.Token} files at Jira", told.Files,
            [.. fields["attachment"]!.AsArray().Select(file => file!["filename"]!.ToString()).Order(StringComparer.Ordinal)]);
        var ticket = hub.AskZendesk("GET", $"/api/v2/tickets/{told.Zendesk}")["ticket"]!;
        Compare(faults, $"{told.Token} summary", [told.Subject, told.Subject], [ticket["subject"]!.ToString(), Summary(issue)]);
        var (zendesk, jira) = Priorities[told.Priority];
        Compare(faults, $"{told.Token} priority", [zendesk, jira], [ticket["priority"]!.ToString(), fields["priority"]!["name"]!.ToString()]);
    }

    private static void Compare(List<string> faults, string what, IReadOnlyList<string> expected, IReadOnlyList<string> shown)
    {
        if (!expected.SequenceEqual(shown))
            faults.Add($"{what}: [{string.Join(' ', shown)}] instead of [{string.Join(' ', expected)}]");
    }

    private void Raise(HubInMemory hub)
    {
        var token = Next("case");
        var made = hub.AskZendesk("POST", "/api/v2/tickets", new
        {
            ticket = new
            {
                subject = $"Checkout fails {token}",
                comment = new { body = $"Since this morning, {token}." },
                priority = "normal",
                type = "incident",
                status = "open",
                tags = new[] { "checkout" },
            },
        });
        cases.Add(new Told(token, made["ticket"]!["id"]!.ToString()) { Subject = $"Checkout fails {token}", Priority = 2 });
        Tell(hub, $"raised {token}");
    }

    private void Say(HubInMemory hub, Told about)
    {
        about.Said.Add(Next("said"));
        hub.AskZendesk("PUT", $"/api/v2/tickets/{about.Zendesk}",
            new { ticket = new { comment = new { body = $"The shopper says {about.Said[^1]}.", @public = true } } });
        Tell(hub, $"{about.Token}: {about.Said[^1]}");
    }

    private void Edit(HubInMemory hub, Told about)
    {
        about.Priority = random.Next(Priorities.Length);
        about.Subject = $"Checkout fails {about.Token}, {Next("edit")}";
        hub.AskZendesk("PUT", $"/api/v2/tickets/{about.Zendesk}",
            new { ticket = new { subject = about.Subject, priority = Priorities[about.Priority].Zendesk } });
        Tell(hub, $"{about.Token}: {about.Subject} {Priorities[about.Priority].Zendesk}");
    }

    private void Attach(HubInMemory hub, Told about)
    {
        var name = $"{Next("file")}.txt";
        var upload = hub.AskZendesk("POST", $"/api/v2/uploads?filename={name}", name)["upload"]!["token"]!.ToString();
        about.Said.Add(Next("said"));
        about.Files.Add(name);
        hub.AskZendesk("PUT", $"/api/v2/tickets/{about.Zendesk}", new
        {
            ticket = new { comment = new { body = $"The log {about.Said[^1]}.", @public = true, uploads = new[] { upload } } },
        });
        Tell(hub, $"{about.Token}: {about.Said[^1]} with {name}");
    }

    private void ActInJira(HubInMemory hub, Told about)
    {
        if (Issues(hub).FirstOrDefault(issue => Summary(issue).Contains(about.Token, StringComparison.Ordinal)) is not { } twin)
        {
            Say(hub, about);
            return;
        }

        about.Dev.Add(Next("dev"));
        hub.AskJira("POST", $"/rest/api/3/issue/{twin["key"]}/comment", new { body = Document($"We found {about.Dev[^1]}.") });
        Tell(hub, $"{about.Token}: {about.Dev[^1]} at {twin["key"]}");
    }

    private static object Document(string text) => new
    {
        type = "doc",
        version = 1,
        content = new[] { new { type = "paragraph", content = new[] { new { type = "text", text } } } },
    };

    private static List<JsonNode> Issues(HubInMemory hub) =>
        [.. hub.AskJira("POST", "/rest/api/3/search/jql",
            new { jql = "project = SHOP ORDER BY key", fields = new[] { "summary" }, maxResults = 100 })["issues"]!
            .AsArray().Select(issue => issue!)];

    private static string Summary(JsonNode issue) => issue["fields"]!["summary"]!.ToString();

    private static List<string> Tokens(IEnumerable<string> texts, string kind) =>
        [.. texts.SelectMany(text => Token().Matches(text).Select(match => match.Value))
            .Where(token => token.StartsWith($"{kind}-", StringComparison.Ordinal))];

    private string Next(string kind) => $"{kind}-{++tokens:d4}";

    private void Tell(HubInMemory hub, string what) => Story.Add($"{hub.Time.GetUtcNow():HH:mm:ss} {what}");

    [GeneratedRegex("[a-z]+-[0-9]{4}")]
    private static partial Regex Token();

    private sealed class Told(string token, string zendesk)
    {
        public string Token => token;

        public string Zendesk => zendesk;

        public required string Subject { get; set; }

        public required int Priority { get; set; }

        public List<string> Said { get; } = [];

        public List<string> Dev { get; } = [];

        public List<string> Files { get; } = [];
    }
}
