using System.Text;
using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Core.Text;
using Entente.Core.Tickets;
using Rule = Entente.Core.Rules.Rule;

namespace Entente.Unit.Tests.Rules;

/// <summary>A small accord, two products and tickets of them, for the tests of rules.</summary>
internal static class Fixtures
{
    public const string Accord = """
        apiVersion: accord/v1
        kind: Accord
        metadata: {id: shop, version: 1, title: A shop, effectiveFrom: 2026-09-01T00:00:00Z, signatories: [infinity/delivery]}
        parties:
          - {id: infinity, name: Infinity Solutions, units: [{id: delivery, siam: provider}]}
          - {id: mercuri, name: Mercuri Inc., units: [{id: care, siam: provider}]}
        roles:
          - {id: pm, unit: infinity/delivery}
        connections:
          - {id: zd, party: mercuri, tracker: zendesk}
          - {id: jr, party: infinity, tracker: jira}
          - {id: rm, party: infinity, tracker: redmine}
        links:
          - {id: care-pm, owner: pm, between: [zd, jr], fields: [summary, description, priority, state, due, labels, comments, attachments],
             createsFrom: zd}
          - {id: down, owner: pm, between: [zd, jr], direction: one-way, fields: [summary], createsFrom: zd}
          - {id: old, owner: pm, between: [jr, rm], fields: [summary], createsFrom: jr}
        dictionary:
          - {field: summary, type: text, semantics: one line, sample: Blank page, map: {zd: subject, jr: summary, rm: subject}}
          - {field: description, type: richtext, semantics: what and where, sample: Chrome 129, map: {zd: description, jr: description},
             requiredAtHandoff: true}
          - {field: priority, type: enum, semantics: urgency, sample: P2, map: {zd: priority, jr: priority},
             values: {P1: [urgent, Highest], P2: [high, High], P3: [normal, Medium], P4: [low, Low]}}
          - {field: state, type: enum, semantics: progress, sample: open, map: {zd: status, jr: status},
             values: {open: [open, Open], resolved: [solved, Done]}}
          - {field: due, type: instant, semantics: when it is due, sample: "2026-09-01T00:00:00Z", map: {zd: due_at, jr: duedate}}
          - {field: labels, type: list, semantics: words, sample: checkout, map: {zd: tags, jr: labels}}
          - {field: effort, type: number, semantics: hours, sample: "2", map: {jr: timespent}}
          - {field: comments, type: thread, semantics: what is said, sample: On it, map: {zd: comments, jr: comment}}
          - {field: attachments, type: files, max: 5MB, semantics: evidence, sample: har file, map: {zd: attachments, jr: attachment}}
          - {field: shopperEmail, type: text, semantics: contact, sample: a@example.org, map: {zd: requester.email},
             class: restricted, neverLeaves: mercuri}
        """;

    public static readonly DateTimeOffset Noon = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Uri Anywhere = new("https://tracker.example/1");

    private static readonly CelType Named = CelType.Map(CelType.String, CelType.String);

    public static TicketSchema Zendesk { get; } = new("zendesk",
    [
        new("subject", CelType.String, CelType.String, FieldWrite.Always, "Subject"),
        new("description", RichTextValue.StaticType, RichTextValue.StaticType, FieldWrite.OnCreate, "Description"),
        new("status", CelType.String, CelType.String, FieldWrite.Always, "Status"),
        new("priority", CelType.String, CelType.String, FieldWrite.Always, "Priority"),
        new("type", CelType.String, CelType.String, FieldWrite.Always, "Type"),
        new("tags", CelType.List(CelType.String), CelType.List(CelType.String), FieldWrite.Always, "Tags"),
        new("requester", CelType.Map(CelType.String, CelType.Dyn), CelType.Dyn, FieldWrite.Never, "Requester"),
        new("System.Title", CelType.String, CelType.String, FieldWrite.Always, "A name with a dot"),
    ],
    new SortedDictionary<string, CelValue>(StringComparer.Ordinal)
    {
        ["subject"] = CelValue.String(""),
        ["description"] = RichTextValue.Of(RichText.Empty),
        ["status"] = CelValue.String("new"),
        ["priority"] = CelValue.Null,
        ["type"] = CelValue.Null,
        ["tags"] = CelValue.List([]),
        ["requester"] = CelValue.Null,
        ["System.Title"] = CelValue.String(""),
    });

    public static TicketSchema Jira { get; } = new("jira",
    [
        new("summary", CelType.String, CelType.String, FieldWrite.Always, "Summary"),
        new("description", RichTextValue.StaticType, RichTextValue.StaticType, FieldWrite.Always, "Description"),
        new("priority", CelType.Dyn, CelType.Dyn, FieldWrite.Always, "Priority"),
        new("status", Named, CelType.String, FieldWrite.ThroughTransition, "Status"),
        new("issuetype", Named, CelType.String, FieldWrite.Always, "Type"),
        new("project", Named, CelType.String, FieldWrite.OnCreate, "Project"),
        new("labels", CelType.List(CelType.String), CelType.List(CelType.String), FieldWrite.Always, "Labels"),
    ],
    new SortedDictionary<string, CelValue>(StringComparer.Ordinal)
    {
        ["summary"] = CelValue.String(""),
        ["description"] = RichTextValue.Of(RichText.Empty),
        ["priority"] = CelValue.Null,
        ["status"] = Name(""),
        ["issuetype"] = Name(""),
        ["project"] = Name(""),
        ["labels"] = CelValue.List([]),
    });

    public static CelValue Name(string name) => CelValue.Map([KeyValuePair.Create("name", CelValue.String(name))]);

    public static CelValue Texts(params string[] items) => CelValue.List([.. items.Select(CelValue.String)]);

    public static SourceFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The small accord with one rule of Mercuri's for its Zendesk.</summary>
    public static RuleBookResult Load(string rule) => Load(("mercuri/care-pm.zd.yaml", rule));

    public static RuleBookResult Load(params (string Path, string Text)[] rules) => RuleBook.Load(
        [File("accord.yaml", Accord), .. rules.Select(rule => File(rule.Path, rule.Text))],
        new Dictionary<string, TicketSchema> { ["zendesk"] = Zendesk, ["jira"] = Jira });

    /// <summary>A rule of Mercuri's for its Zendesk that must load; the header is added.</summary>
    public static Rule Zd(string body)
    {
        var result = Load("link: care-pm\nconnection: zd\ntrigger: true\n" + body);
        result.Errors.ShouldBeEmpty();
        return result.Book!.RuleFor("care-pm", "zd")!;
    }

    public static TicketSnapshot ZendeskTicket(params (string Field, CelValue Value)[] changes)
    {
        var fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal)
        {
            ["subject"] = CelValue.String("Blank page"),
            ["description"] = RichTextValue.Of(RichText.FromText("Chrome 129")),
            ["status"] = CelValue.String("open"),
            ["priority"] = CelValue.String("high"),
            ["type"] = CelValue.String("incident"),
            ["tags"] = Texts("checkout"),
            ["System.Title"] = CelValue.String("Titled"),
        };
        foreach (var (field, value) in changes) fields[field] = value;
        return Snapshot(fields);
    }

    public static TicketSnapshot Snapshot(IReadOnlyDictionary<string, CelValue> fields) => new()
    {
        NativeId = "35",
        Key = "#35",
        Address = Anywhere,
        Revision = "1",
        Created = Noon,
        Updated = Noon,
        Fields = fields,
        Comments = [Comment("1", "Ann", isPublic: true), Comment("2", "Bob", isPublic: false), Comment("3", "Hub", isPublic: true, isHub: true)],
        Attachments = [Attachment("7", isPublic: true), Attachment("8", isPublic: false)],
    };

    public static Replica Replica(params (string Field, CelValue Value)[] fields) => new(
        new SortedDictionary<string, CelValue>(fields.ToDictionary(pair => pair.Field, pair => pair.Value), StringComparer.Ordinal),
        [new SharedComment("jr:1", "Elaine", null, "infinity", true, RichText.FromText("On it"), Noon)],
        [new SharedFile("jr:9", "har.json", "application/json", 12, "ab")]);

    private static TicketComment Comment(string id, string author, bool isPublic, bool isHub = false) =>
        new(id, new TicketPerson("u" + id, author, $"{author}@example.org", isHub), isPublic, RichText.FromText("Text " + id), Noon);

    private static TicketAttachment Attachment(string id, bool isPublic) =>
        new(id, $"file{id}.png", "image/png", 10, "locator") { Created = Noon, Author = new TicketPerson("u1", "Ann"), IsPublic = isPublic };
}
