using System.Text.Json.Nodes;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>The service's no to a call, thrown where it is found and turned into an answer in one place.</summary>
/// <param name="typeKey">What a client keys on; texts are localised on real servers.</param>
internal sealed class DevOpsRefusal(int status, string typeKey, string message) : Exception(message)
{
    private const string WorkItemTracking = "Microsoft.TeamFoundation.WorkItemTracking.Server";
    private const string WebApi = "Microsoft.VisualStudio.Services.WebApi";

    public int Status { get; } = status;

    public string TypeKey { get; } = typeKey;

    public string Namespace { get; init; } = WorkItemTracking;

    public int ErrorCode { get; init; }

    public int EventId { get; init; } = 3200;

    public JsonObject? CustomProperties { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static DevOpsRefusal NoWorkItem(string id) =>
        new(404, "WorkItemUnauthorizedAccessException", $"TF401232: Work item {id} does not exist, or you do not have permissions to read it.");

    public static DevOpsRefusal NoProject(string name) => new(404, "ProjectDoesNotExistWithNameException",
        $"TF200016: The following project does not exist: {name}. "
        + "Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.")
    { Namespace = "Microsoft.TeamFoundation.Core.WebApi", EventId = 3000 };

    public static DevOpsRefusal NoType(string type, string project) => new(404, "WorkItemTypeNotFoundException",
        $"VS402323: Work item type {type} does not exist in project {project} or you do not have permission to access it.");

    public static DevOpsRefusal NoField(string field) =>
        new(400, "WorkItemTrackingFieldDefinitionNotFoundException", $"TF51535: Cannot find field {field}.");

    /// <summary>A value that a field cannot take, with the field's name for machines.</summary>
    public static DevOpsRefusal FieldInvalid(string referenceName, string message) => new(400, "WorkItemFieldInvalidException", message)
    {
        ErrorCode = 600171,
        CustomProperties = new JsonObject { ["ReferenceName"] = referenceName },
    };

    public static DevOpsRefusal BadPatch(string message) =>
        new(400, "VssPropertyValidationException", message) { Namespace = WebApi, EventId = 3000 };

    public static DevOpsRefusal StaleTest(string path, string actual, string expected) => new(412, "TestPatchOperationFailedException",
        $"VS403351: Test Operation for path {path} failed, value {actual} was not equal to test value {expected}.")
    { Namespace = WebApi + ".Patch", EventId = 3000 };

    /// <summary>A refusal of the request itself, before any work item is looked at.</summary>
    public static DevOpsRefusal Request(string typeKey, string message) => new(400, typeKey, message) { Namespace = WebApi, EventId = 3000 };

    public static DevOpsRefusal BadArgument(string message) => Request("VssPropertyValidationException", message);

    public static DevOpsRefusal BadQuery(string message) =>
        new(400, "SyntaxException", message) { Namespace = "Microsoft.TeamFoundation.WorkItemTracking.Common" };

    public SandboxResponse Answer()
    {
        var body = new JsonObject { ["$id"] = "1" };
        if (CustomProperties is not null)
            body["customProperties"] = CustomProperties.DeepClone();
        body["innerException"] = null;
        body["message"] = Message;
        body["typeName"] = $"{Namespace}.{TypeKey}, {Namespace}";
        body["typeKey"] = TypeKey;
        body["errorCode"] = ErrorCode;
        body["eventId"] = EventId;
        var answer = DevOpsJson.Answer(Status, body);
        return answer with { Headers = [.. answer.Headers, .. Headers] };
    }
}
