using System.Text.Json.Nodes;

namespace Entente.Sandbox.Jira;

/// <summary>The site's no to a call, thrown where it is found and turned into an answer in one place.</summary>
internal sealed class JiraRefusal(int status, IReadOnlyList<string> messages, IReadOnlyDictionary<string, string>? errors = null)
    : Exception(string.Join(' ', messages.Concat(errors?.Values ?? [])))
{
    public int Status { get; } = status;

    /// <summary>The site's error body: free text in <c>errorMessages</c>, what concerns a field in <c>errors</c> by field id.</summary>
    public SandboxResponse Answer()
    {
        var fields = new JsonObject();
        foreach (var (field, reason) in errors ?? new Dictionary<string, string>())
            fields[field] = reason;
        var texts = new JsonArray([.. messages.Select(message => JsonValue.Create(message))]);
        return JiraJson.Answer(Status, new JsonObject { ["errorMessages"] = texts, ["errors"] = fields });
    }

    public static JiraRefusal Saying(int status, string message) => new(status, [message]);

    public static JiraRefusal Field(string field, string reason) => new(400, [], new SortedDictionary<string, string> { [field] = reason });

    public static JiraRefusal Fields(IReadOnlyDictionary<string, string> errors) => new(400, [], errors);

    /// <summary>Also the answer to those who may not see the issue: the site does not say which.</summary>
    public static JiraRefusal NoIssue() => Saying(404, "Issue does not exist or you do not have permission to see it.");

    public static JiraRefusal NotSignedIn() => Saying(401, "You are not authenticated. Authentication required to perform this operation.");

    public static JiraRefusal Forbidden(string reason) => Saying(403, reason);
}
