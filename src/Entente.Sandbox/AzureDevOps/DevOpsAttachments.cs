using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Files: uploaded whole or in pieces, then linked to a work item by a relation.</summary>
internal static class DevOpsAttachments
{
    public static IEnumerable<DevOpsRoute> Routes() =>
    [
        new("POST", "wit/attachments", Upload),
        new("PUT", "wit/attachments/{}", Append),
        new("GET", "wit/attachments/{}", Download),
    ];

    private static SandboxResponse Upload(DevOpsCall call)
    {
        if (call.Header("Content-Type") is { } type && !type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw DevOpsRefusal.Request("VssRequestContentTypeNotSupportedException",
                $"The request indicated a Content-Type of \"{type}\" for method type \"POST\" which is not supported. "
                + "Valid content types for this method are: application/octet-stream, application/json.");
        var isChunked = "chunked".Equals(call.Query("uploadType"), StringComparison.OrdinalIgnoreCase);
        var file = new StoredAttachment(call.Organization.NextGuid("attachment"), call.Query("fileName") ?? "attachment") { IsComplete = !isChunked };
        if (!isChunked)
            file.Bytes = Within(call, call.Request.Body);
        call.Organization.Attachments.Add(file.Id, file);
        return Reference(call, file, isChunked ? 202 : 201);
    }

    /// <summary>A piece of a chunked upload; <c>Content-Range: bytes 0-39999/50000</c> has to go on where the last one ended.</summary>
    private static SandboxResponse Append(DevOpsCall call)
    {
        var file = Find(call);
        var range = (call.Header("Content-Range") ?? "").Replace("bytes", "", StringComparison.OrdinalIgnoreCase).Trim().Split('-', '/');
        if (file.IsComplete || range.Length != 3 || !long.TryParse(range[0], out var from) || !long.TryParse(range[2], out var total)
            || from != file.Bytes.LongLength)
            throw new DevOpsRefusal(400, "WorkItemAttachmentIncorrectOffsetException",
                $"VS403363: The next piece has to begin at byte {file.Bytes.LongLength}.");
        file.Bytes = Within(call, [.. file.Bytes, .. call.Request.Body]);
        file.IsComplete = file.Bytes.LongLength >= total;
        return Reference(call, file, 200);
    }

    private static SandboxResponse Download(DevOpsCall call)
    {
        var file = Find(call);
        var name = call.Query("fileName") ?? file.FileName;
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", "application/octet-stream") };
        if (call.Flag("download"))
            headers.Add(new("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}"));
        return new(200, headers, file.Bytes);
    }

    private static StoredAttachment Find(DevOpsCall call) => call.Organization.Attachments.GetValueOrDefault(call.Segments[0])
        ?? throw new DevOpsRefusal(404, "AttachmentNotFoundException", $"VS403362: The attachment {call.Segments[0]} does not exist.");

    private static byte[] Within(DevOpsCall call, byte[] bytes) => bytes.LongLength <= call.Organization.Settings.AttachmentLimitBytes
        ? bytes
        : throw new DevOpsRefusal(400, "WorkItemAttachmentExceedsMaxSizeException", "TF237082: The file exceeds the supported file upload size.");

    private static SandboxResponse Reference(DevOpsCall call, StoredAttachment file, int status)
    {
        var root = call.Project is { } project ? call.View.Of(project) : call.View.Root;
        return DevOpsJson.Answer(status, new JsonObject
        {
            ["id"] = file.Id,
            ["url"] = $"{root}/_apis/wit/attachments/{file.Id}?fileName={Uri.EscapeDataString(file.FileName)}",
        });
    }
}
