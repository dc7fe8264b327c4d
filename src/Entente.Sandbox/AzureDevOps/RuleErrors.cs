using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.Fields;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>One field that a rule refuses.</summary>
/// <param name="Flags">As in texts: <c>Required, InvalidEmpty</c>.</param>
internal sealed record RuleError(string ReferenceName, string FieldName, string Flags, int Code)
{
    /// <summary>Where the service has its own sentence.</summary>
    public string? Sentence { get; init; }

    public string Message => Sentence ?? $"TF401320: Rule Error for field {FieldName}. Error code: {Flags}.";

    /// <summary>The flags as machines read them: each begins in lower case.</summary>
    public string MachineFlags => string.Join(", ", Flags.Split(", ").Select(flag => char.ToLowerInvariant(flag[0]) + flag[1..]));
}

/// <summary>The refusal that names every field at fault.</summary>
internal static class RuleErrors
{
    public const int RequiredCode = 524289;

    public static DevOpsRefusal One(WorkItemField field, string flags, int code) => All([new(field.ReferenceName, field.Name, flags, code)]);

    public static DevOpsRefusal All(IReadOnlyList<RuleError> errors)
    {
        var more = errors.Count switch
        {
            1 => "",
            2 => " One additional error occurred during validation of the work item. Please correct all errors and try again.",
            _ => $" {errors.Count - 1} additional errors occurred during validation of the work item. Please correct all errors and try again.",
        };
        var message = errors[0].Message + more;
        return new(400, "RuleValidationException", message)
        {
            CustomProperties = new()
            {
                ["FieldReferenceName"] = null,
                ["FieldStatusFlags"] = "none",
                ["ErrorMessage"] = message,
                ["FieldStatusCode"] = 0,
                ["RuleValidationErrors"] = new JsonArray([.. errors.Select(error => (JsonNode)Show(error))]),
            },
        };
    }

    private static JsonObject Show(RuleError error) => new()
    {
        ["fieldReferenceName"] = error.ReferenceName,
        ["fieldStatusFlags"] = error.MachineFlags,
        ["errorMessage"] = error.Message,
        ["fieldStatusCode"] = error.Code,
        ["ruleValidationErrors"] = null,
    };
}
