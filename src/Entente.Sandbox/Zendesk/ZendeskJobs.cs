using System.Globalization;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// A background job. It runs as soon as it is asked for, yet its first answer still says <c>queued</c>, as callers must be ready for.
/// </summary>
internal sealed record ZendeskJob(string Id, string Kind, int Total, JsonArray Results)
{
    public JsonObject ToJson(ZendeskExchange exchange, bool isDone) => new()
    {
        ["id"] = Id,
        ["job_type"] = Kind,
        ["url"] = exchange.Url($"job_statuses/{Id}"),
        ["total"] = Total,
        ["progress"] = isDone ? Total : null,
        ["status"] = isDone ? "completed" : "queued",
        ["message"] = isDone ? "Completed at " + ZendeskJson.Time(exchange.Now) : null,
        ["results"] = isDone ? Results.DeepClone() : null,
    };
}

/// <summary>Bulk writes, whose outcome stands item by item in a job.</summary>
internal static class ZendeskJobs
{
    private const int MaxItems = 100;

    public static SandboxResponse Show(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("job_status", ZendeskErrors.Found(exchange.Account.Jobs, exchange.Arguments[0]).ToJson(exchange, isDone: true));
    }

    public static SandboxResponse ShowMany(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ids = exchange.Query.List("ids");
        var found = exchange.Account.Jobs.Values.Where(job => ids.Count == 0 || ids.Contains(job.Id))
            .Select(job => (JsonNode?)job.ToJson(exchange, isDone: true));
        return exchange.Answer("job_statuses", ZendeskJson.Array(found));
    }

    public static SandboxResponse CreateMany(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var sent = Items(exchange.Body["tickets"] as JsonArray);
        return Run(exchange, "Bulk Create Ticket", [.. sent.Select<JsonObject, Func<int, JsonObject>>(ticket => index =>
            new JsonObject { ["index"] = index, ["id"] = ZendeskTickets.Make(exchange, ticket).Ticket.Id })]);
    }

    /// <summary>The creation of one ticket that answers before the ticket stands (<c>async=true</c>).</summary>
    public static SandboxResponse CreateLater(ZendeskExchange exchange)
    {
        var (ticket, _) = ZendeskTickets.Make(exchange, exchange.Member("ticket"));
        var job = Keep(exchange, "Create Ticket", [new JsonObject { ["index"] = 0, ["id"] = ticket.Id, ["success"] = true }]);
        return exchange.Answer(202, new JsonObject
        {
            ["job_status"] = job.ToJson(exchange, isDone: false),
            ["ticket"] = new JsonObject { ["id"] = ticket.Id },
        });
    }

    /// <summary>One change for the tickets in <c>ids</c>, or a change for each under <c>tickets</c>.</summary>
    public static SandboxResponse UpdateMany(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ids = exchange.Query.Ids("ids");
        IReadOnlyList<(long? Id, JsonObject Change)> changes = ids.Count > 0
            ? [.. ids.Select(id => ((long?)id, (JsonObject)exchange.Member("ticket").DeepClone()))]
            : [.. Items(exchange.Body["tickets"] as JsonArray).Select(WithoutId)];
        if (changes.Count > MaxItems)
            throw TooMany();
        return Run(exchange, "Bulk Update Ticket", [.. changes.Select<(long? Id, JsonObject Change), Func<int, JsonObject>>(one => index =>
        {
            var (ticket, _) = ZendeskTickets.Change(exchange, exchange.Account.Ticket(one.Id ?? 0), one.Change);
            return new JsonObject { ["index"] = index, ["id"] = ticket.Id, ["action"] = "update", ["status"] = "Updated" };
        })]);
    }

    public static SandboxResponse DestroyMany(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ids = exchange.Query.Ids("ids");
        if (ids.Count > MaxItems)
            throw TooMany();
        return Run(exchange, "Bulk Delete Ticket", [.. ids.Select<long, Func<int, JsonObject>>(id => index =>
        {
            ZendeskDeletion.Hide(exchange, exchange.Account.Ticket(id));
            return new JsonObject { ["index"] = index, ["id"] = id, ["action"] = "delete", ["status"] = "Deleted" };
        })]);
    }

    /// <summary>Carries out each item; one that is refused says so in its result and stops no other.</summary>
    public static SandboxResponse Run(ZendeskExchange exchange, string kind, IReadOnlyList<Func<int, JsonObject>> items)
    {
        var results = new JsonArray();
        for (var index = 0; index < items.Count; index++)
        {
            try
            {
                var result = items[index](index);
                result["success"] = true;
                results.Add(result);
            }
            catch (ZendeskRefusal refusal)
            {
                results.Add(new JsonObject { ["index"] = index, ["success"] = false, ["error"] = "TicketNotSaved", ["details"] = refusal.Message });
            }
        }
        return exchange.Answer("job_status", Keep(exchange, kind, results).ToJson(exchange, isDone: false));
    }

    private static ZendeskJob Keep(ZendeskExchange exchange, string kind, JsonArray results)
    {
        var job = new ZendeskJob($"V3-{exchange.Account.NextId().ToString("x", CultureInfo.InvariantCulture)}", kind, results.Count, results);
        return exchange.Account.Jobs[job.Id] = job;
    }

    private static List<JsonObject> Items(JsonArray? sent)
    {
        if (sent is null)
            throw ZendeskErrors.InvalidAttribute("Parameter tickets is required");
        return sent.Count <= MaxItems ? [.. sent.OfType<JsonObject>()] : throw TooMany();
    }

    private static (long? Id, JsonObject Change) WithoutId(JsonObject sent)
    {
        var change = (JsonObject)sent.DeepClone();
        change.Remove("id");
        return (ZendeskJson.AsId(sent["id"]), change);
    }

    private static ZendeskRefusal TooMany() => ZendeskErrors.Named(400, "TooManyValues", $"Cannot take more than {MaxItems} tickets at once");
}
