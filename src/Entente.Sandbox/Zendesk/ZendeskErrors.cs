using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A refusal in Zendesk's own words; it ends the handling of the request and never leaves the imitation.</summary>
/// <param name="reason">What a person at the screen reads: the answer's words without its JSON.</param>
internal sealed class ZendeskRefusal(SandboxResponse response, string reason) : Exception(reason)
{
    public SandboxResponse Response { get; } = response;
}

/// <summary>The shapes of Zendesk's errors. <c>error</c> is a text in some and an object in others, and a 409 need not be JSON at all.</summary>
internal static class ZendeskErrors
{
    public static ZendeskRefusal NotFound() => Named(404, "RecordNotFound", "Not found");

    /// <summary>The record with an id; 404 where there is none.</summary>
    public static T Found<TKey, T>(SortedDictionary<TKey, T> records, TKey id) where TKey : notnull where T : class =>
        records.TryGetValue(id, out var found) ? found : throw NotFound();

    public static ZendeskRefusal InvalidEndpoint() => Named(404, "InvalidEndpoint", "Not found");

    public static ZendeskRefusal Unauthorised()
    {
        const string reason = "Couldn't authenticate you";
        return Json(401, new JsonObject { ["error"] = reason }, reason);
    }

    public static ZendeskRefusal Forbidden() =>
        Titled(403, "Forbidden", "You do not have access to this page. Please contact the account owner of this help desk for further help.");

    public static ZendeskRefusal BadJson() => Titled(400, "Unparsable request", "The request body could not be parsed as JSON");

    public static ZendeskRefusal InvalidAttribute(string message) => Titled(400, "Invalid attribute", message);

    public static ZendeskRefusal TooLarge() => Titled(413, "Request entity too large", "The file exceeds the maximum size of 50 MB");

    public static ZendeskRefusal Invalid(string field, string description, string? code = null) =>
        Invalid([new ZendeskFault(field, description, code)]);

    public static ZendeskRefusal Invalid(IReadOnlyList<ZendeskFault> faults)
    {
        var details = new JsonObject();
        foreach (var group in faults.GroupBy(fault => fault.Field))
            details[group.Key] = ZendeskJson.Array(group.Select(fault => (JsonNode?)fault.ToJson()));
        var body = new JsonObject { ["error"] = "RecordInvalid", ["description"] = "Record validation errors", ["details"] = details };
        return Json(422, body, string.Join(". ", faults.Select(fault => fault.Description)));
    }

    public static ZendeskRefusal Named(int status, string error, string description) =>
        Json(status, new JsonObject { ["error"] = error, ["description"] = description }, description);

    public static ZendeskRefusal Titled(int status, string title, string message) =>
        Json(status, new JsonObject { ["error"] = new JsonObject { ["title"] = title, ["message"] = message } }, message);

    /// <summary>Some conflicts are answered as plain text, as recorded for the creation of a requester.</summary>
    public static ZendeskRefusal Plain(int status, string text) =>
        new(new SandboxResponse(status, [new("Content-Type", "text/plain; charset=utf-8")], Encoding.UTF8.GetBytes(text)), text);

    public static ZendeskRefusal TooMany(string description, int retryAfterSeconds)
    {
        var body = new JsonObject { ["error"] = "TooManyRequests", ["description"] = description };
        KeyValuePair<string, string>[] headers = [new("Content-Type", ZendeskJson.ContentType), new("Retry-After", $"{retryAfterSeconds}")];
        return new(new SandboxResponse(429, headers, ZendeskJson.Bytes(body)), description);
    }

    private static ZendeskRefusal Json(int status, JsonObject body, string reason) =>
        new(new SandboxResponse(status, [new("Content-Type", ZendeskJson.ContentType)], ZendeskJson.Bytes(body)), reason);
}

/// <summary>One reason in <c>details</c> of a 422.</summary>
/// <param name="Field">The key in <c>details</c>; <c>base</c> for the record as a whole.</param>
/// <param name="Code">Such as <c>BlankValue</c> or <c>DuplicateValue</c>; absent in many answers.</param>
internal sealed record ZendeskFault(string Field, string Description, string? Code = null)
{
    public JsonObject ToJson()
    {
        var made = new JsonObject { ["description"] = Description };
        if (Code is not null)
            made["error"] = Code;
        return made;
    }
}
