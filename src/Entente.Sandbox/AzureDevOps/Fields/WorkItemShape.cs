using System.Text.Json;

namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>How much of a work item an answer shows.</summary>
/// <param name="Only">Fields that alone are shown; empty for all.</param>
internal sealed record WorkItemShape(bool IsExpanded, bool HasRelations, bool HasLinks, IReadOnlyList<string> Only)
{
    /// <summary>One work item read without any wish.</summary>
    public static readonly WorkItemShape Single = new(false, false, true, []);

    /// <summary>What a write answers with.</summary>
    public static readonly WorkItemShape Written = new(false, true, true, []);

    /// <summary>One of several.</summary>
    public static readonly WorkItemShape Listed = new(false, false, false, []);

    /// <exception cref="DevOpsRefusal">An unknown wish, an unknown field, or both kinds of wish.</exception>
    public static WorkItemShape Read(DevOpsCall call, WorkItemShape plain) => Of(call, plain, call.Query("$expand"), call.List("fields"));

    public static WorkItemShape Read(DevOpsCall call, JsonElement body)
    {
        var fields = body.TryGetProperty("fields", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(field => field.ValueKind == JsonValueKind.String).Select(field => field.GetString()!).ToList()
            : [];
        return Of(call, Listed, body.TryGetProperty("$expand", out var wish) ? wish.ToString() : null, fields);
    }

    private static WorkItemShape Of(DevOpsCall call, WorkItemShape plain, string? expand, IReadOnlyList<string> fields)
    {
        // Microsoft's own clients send the number of the wish.
        var wish = expand?.ToLowerInvariant() ?? "none";
        if (fields.Count > 0 && wish is not ("none" or "links" or "0" or "3"))
            throw new DevOpsRefusal(400, "ConflictingParametersException", "The expand parameter can not be used with the fields parameter.");
        var only = fields.Select(field => call.Organization.Fields.Find(field)?.ReferenceName ?? throw DevOpsRefusal.NoField(field)).ToList();
        return wish switch
        {
            "none" or "0" => plain with { Only = only, HasLinks = plain.HasLinks && only.Count == 0 },
            "relations" or "1" => plain with { HasRelations = true },
            "fields" or "2" => plain with { IsExpanded = true },
            "links" or "3" => plain with { HasLinks = true, Only = only },
            "all" or "4" => new(true, true, true, only),
            _ => throw DevOpsRefusal.BadArgument($"The value '{expand}' is not valid for $expand."),
        };
    }
}
