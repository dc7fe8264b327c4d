using System.Text.Json.Nodes;

namespace Entente.Sandbox.ServiceNow;

/// <summary>The instance's no to a call, thrown where it is found and turned into an answer in one place.</summary>
/// <param name="message">The short text, e.g. <c>Operation Failed</c>.</param>
/// <param name="detail">What exactly; null in some answers.</param>
internal sealed class ServiceNowRefusal(int status, string message, string? detail) : Exception(detail ?? message)
{
    public int Status { get; } = status;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public SandboxResponse Answer()
    {
        var error = new JsonObject { ["message"] = message, ["detail"] = detail };
        return ServiceNowJson.Answer(Status, new JsonObject { ["error"] = error, ["status"] = "failure" }, [.. Headers]);
    }

    public static ServiceNowRefusal NotSignedIn() => new(401, "User Not Authenticated", "Required to provide Auth information")
    {
        Headers = [new("WWW-Authenticate", "BASIC realm=\"Service-now\"")],
    };

    /// <summary>Also the answer to those who may not see the record: the instance does not say which.</summary>
    public static ServiceNowRefusal NoRecord() => new(404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");

    public static ServiceNowRefusal NoTable(string table) => new(400, $"Invalid table {table}", null);

    public static ServiceNowRefusal NoResource() => new(400, "Requested URI does not represent any resource", null);

    public static ServiceNowRefusal NoMethod(string method) => new(405, "Method not supported", $"{method} is not supported by this resource");

    public static ServiceNowRefusal BadBody(string detail) => new(400, "Exception while reading request", detail);

    /// <summary>What a rule forbids is a 403 like what a right forbids: only the detail tells them apart.</summary>
    public static ServiceNowRefusal Failed(string detail) => new(403, "Operation Failed", detail);

    /// <param name="verb">Insert, Update or Delete.</param>
    public static ServiceNowRefusal NoRight(string verb) => Failed($"ACL Exception {verb} Failed due to security constraints");

    /// <summary>The texts that a rule's author wrote for people are not in the answer.</summary>
    public static ServiceNowRefusal Aborted(string table, string rule, string ruleId) =>
        Failed($"Operation against file '{table}' was aborted by Business Rule '{rule}^{ruleId}'. Business Rule Stack:{rule}");

    public static ServiceNowRefusal Mandatory(IEnumerable<string> labels) =>
        Failed($"Data Policy Exception: The following fields are mandatory: {string.Join(", ", labels)}");

    public static ServiceNowRefusal Duplicate(string value, string index) =>
        Failed($"Unique Key violation detected by database (Duplicate entry '{value}' for key '{index}')");
}
