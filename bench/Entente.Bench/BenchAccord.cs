using System.Text;

using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>Two parties, one link with nine fields, a rule on each side: maps, conditions, filters and plain fields, as real rules have.</summary>
internal static class BenchAccord
{
    public const string Care = "zd";
    public const string Desk = "jr";
    public const string Link = "care-desk";

    private const string Accord = """
        apiVersion: accord/v1
        kind: Accord
        metadata: {id: bench, version: 1, title: Two desks, effectiveFrom: 2026-01-01T00:00:00Z,
          signatories: [desk/it]}
        parties:
          - {id: care, name: Care, units: [{id: agents, siam: provider}]}
          - {id: desk, name: Desk, units: [{id: it, siam: provider}]}
        roles:
          - {id: owner, unit: desk/it}
        connections:
          - {id: zd, party: care, tracker: zendesk}
          - {id: jr, party: desk, tracker: jira}
        links:
          - {id: care-desk, owner: owner, between: [zd, jr], createsFrom: zd, wins: {priority: desk, summary: care},
             fields: [summary, description, priority, state, class, labels, region, effort, comments]}
        dictionary:
          - {field: summary, type: text, semantics: one line, sample: Blank page, map: {zd: summary, jr: summary}}
          - {field: description, type: richtext, semantics: what and where, sample: Chrome, map: {zd: description, jr: description}}
          - {field: priority, type: enum, semantics: urgency, sample: P2, map: {zd: priority, jr: priority},
             values: {P1: [urgent, Highest], P2: [high, High], P3: [normal, Medium], P4: [low, Low]}}
          - {field: state, type: enum, semantics: progress, sample: open, map: {zd: status, jr: status},
             values: {new: [new, To Do], open: [open, In Progress], waiting_requester: [pending, Waiting]}}
          - {field: class, type: enum, semantics: kind of work, sample: bug, map: {zd: type, jr: type},
             values: {bug: [incident, Bug], service_request: [question, Task]}}
          - {field: labels, type: list, semantics: words, sample: checkout, map: {zd: labels, jr: labels}}
          - {field: region, type: text, semantics: where the requester is, sample: EU, map: {zd: region, jr: region}}
          - {field: effort, type: number, semantics: hours, sample: "2", map: {zd: effort, jr: effort}}
          - {field: comments, type: thread, semantics: what is said, sample: On it, map: {zd: comments, jr: comments}}
        """;

    private const string CareRule = """
        link: care-desk
        connection: zd
        trigger: '"shared" in ticket.labels'
        share:
          summary: ticket.summary
          description: ticket.description
          priority: '{"urgent": "P1", "high": "P2", "normal": "P3", "low": "P4"}[ticket.priority]'
          state: '{"new": "new", "open": "open", "pending": "waiting_requester"}[ticket.status]'
          class: 'ticket.type == "incident" ? "bug" : "service_request"'
          labels: ticket.labels.filter(l, l != "internal")
          region: ticket.region
          effort: ticket.effort
          comments: ticket.comments.filter(c, c.public)
        accept:
          priority: '{"P1": "urgent", "P2": "high", "P3": "normal", "P4": "low"}[replica.priority]'
          status: 'replica.state == "waiting_requester" ? "pending" : replica.state'
          comments: {add: replica.comments, visibility: internal}
        """;

    private const string DeskRule = """
        link: care-desk
        connection: jr
        share:
          summary: ticket.summary
          description: ticket.description
          priority: '{"Highest": "P1", "High": "P2", "Medium": "P3", "Low": "P4"}[ticket.priority]'
          state: '{"To Do": "new", "In Progress": "open", "Waiting": "waiting_requester"}[ticket.status]'
          class: 'ticket.type == "Bug" ? "bug" : "service_request"'
          labels: ticket.labels
          region: ticket.region
          effort: ticket.effort
          comments: ticket.comments.filter(c, c.public)
        accept:
          summary: replica.summary
          description: replica.description
          priority: '{"P1": "Highest", "P2": "High", "P3": "Medium", "P4": "Low"}[replica.priority]'
          status: '{"new": "To Do", "open": "In Progress", "waiting_requester": "Waiting"}[replica.state]'
          type: '{"bug": "Bug", "service_request": "Task"}[replica.class]'
          labels: replica.labels
          region: replica.region
          effort: replica.effort
          comments: {add: replica.comments, visibility: public}
        """;

    /// <summary>The fields of both trackers.</summary>
    public static TicketSchema Schema(string product) => new(
        product,
        [
            new("summary", CelType.String, CelType.String, FieldWrite.Always, "Summary"),
            new("description", RichTextValue.StaticType, RichTextValue.StaticType, FieldWrite.Always, "Description"),
            new("priority", CelType.String, CelType.String, FieldWrite.Always, "Priority"),
            new("status", CelType.String, CelType.String, FieldWrite.Always, "Status"),
            new("type", CelType.String, CelType.String, FieldWrite.Always, "Type"),
            new("labels", CelType.List(CelType.String), CelType.List(CelType.String), FieldWrite.Always, "Labels"),
            new("region", CelType.String, CelType.String, FieldWrite.Always, "Region"),
            new("effort", CelType.Double, CelType.Double, FieldWrite.Always, "Effort"),
        ],
        new SortedDictionary<string, CelValue>(StringComparer.Ordinal));

    /// <summary>The accord and its two rules, compiled.</summary>
    public static RuleBook Load()
    {
        var loaded = RuleBook.Load(
            [File("accord.yaml", Accord), File("care/care-desk.zd.yaml", CareRule), File("desk/care-desk.jr.yaml", DeskRule)],
            new SortedDictionary<string, TicketSchema>(StringComparer.Ordinal) { ["zendesk"] = Schema("zendesk"), ["jira"] = Schema("jira") });
        return loaded.Book ?? throw new InvalidOperationException(
            string.Join('\n', loaded.Errors.Select(error => $"{error.File}:{error.Line}:{error.Column}: {error.Message}")));
    }

    private static SourceFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
