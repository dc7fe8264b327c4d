using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// <c>safe_update</c> with <c>updated_stamp</c>: the write happens only if the ticket still has that <c>updated_at</c>. The stamp has a
/// resolution of one second, so a second writer within the same second goes unseen, as it does at the vendor's.
/// </summary>
internal static class ZendeskSafeUpdate
{
    public static void Check(ZendeskTicket ticket, JsonObject sent)
    {
        if (ZendeskJson.AsFlag(sent["safe_update"]) != true)
            return;
        if (ZendeskJson.AsTime(sent["updated_stamp"]) is not { } stamp)
            throw ZendeskErrors.InvalidAttribute("Safe update requires updated_stamp");
        if (stamp != ticket.UpdatedAt)
            throw ZendeskErrors.Named(409, "UpdateConflict",
                "Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.");
    }
}

/// <summary>What a caller sends as <c>metadata</c> comes back as <c>metadata.custom</c> of the audit, up to 1 kB.</summary>
internal static class ZendeskMetadata
{
    private const int MaxBytes = 1024;

    public static JsonObject? Read(JsonObject sent)
    {
        if (sent["metadata"] is not JsonObject metadata)
            return null;
        // Both forms are in use: the object itself, and the object under "custom".
        var custom = metadata is { Count: 1 } && metadata["custom"] is JsonObject inner ? inner : metadata;
        return ZendeskJson.Bytes(custom).Length <= MaxBytes
            ? (JsonObject)custom.DeepClone()
            : throw ZendeskErrors.Invalid("metadata", $"Metadata: is too long (maximum is {MaxBytes} bytes)", "ValueTooLong");
    }
}
