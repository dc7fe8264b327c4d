using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

using Entente.Sandbox.ServiceNow.Rules;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>The Attachment API: what a file is, its bytes, uploads in one piece or as a form, deletion.</summary>
internal sealed class ServiceNowAttachments
{
    private const int DefaultLimit = 1000;

    private const string TableName = "sys_attachment";

    public static IEnumerable<ServiceNowRoute> Routes()
    {
        return
        [
            new("GET", "attachment", List),
            new("POST", "attachment/file", Upload),
            new("POST", "attachment/upload", UploadForm),
            new("GET", "attachment/{}", Read),
            new("DELETE", "attachment/{}", Delete),
            new("GET", "attachment/{}/file", Download),
        ];
    }

    /// <summary>Attaches bytes to a record, whoever brings them.</summary>
    public static ServiceNowRecord Attach(ServiceNowAct act, ServiceNowRecord owner, FormPart file)
    {
        Check(act, file);
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(file.Bytes);
        var made = SchemaRecords.Write(act.Instance, TableName, act.Now, ("file_name", file.FileName ?? ""), ("table_name", owner.Table.Name),
            ("content_type", file.MimeType ?? "application/octet-stream"), ("table_sys_id", owner.Id), ("size_bytes", $"{file.Bytes.LongLength}"),
            ("size_compressed", $"{packed.Length}"), ("compressed", "true"), ("state", "available"), ("chunk_size_bytes", "700000"),
            ("hash", Convert.ToHexStringLower(SHA256.HashData(file.Bytes))));
        made["sys_created_by"] = made["sys_updated_by"] = act.UserName;
        act.Instance.Files[made.Id] = file.Bytes;
        if (act.Instance.Settings.AttachmentsTouchRecords)
            RecordSave.Touch(act, owner);
        return made;
    }

    private static SandboxResponse List(ServiceNowCall call) =>
        ServiceNowTables.Page(call, ServiceNowTables.Search(call, call.Instance.Table(TableName)!), DefaultLimit, file => Show(call, file));

    private static SandboxResponse Read(ServiceNowCall call) => ServiceNowJson.Result(200, Show(call, Find(call)));

    private static SandboxResponse Download(ServiceNowCall call) => Bytes(call.Instance, Find(call).Id);

    /// <summary>The bytes of a file, whoever asks.</summary>
    public static SandboxResponse Bytes(ServiceNowInstance instance, string id)
    {
        var file = instance.Find(TableName, id) ?? throw ServiceNowRefusal.NoRecord();
        KeyValuePair<string, string>[] headers =
        [
            new("Content-Type", HeaderSafe(file["content_type"])),
            new("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file["file_name"])}"),
            new("X-Content-Type-Options", "nosniff"),
        ];
        return new SandboxResponse(200, headers, instance.Files.GetValueOrDefault(file.Id, []));
    }

    /// <summary>The raw bytes are the body; what they belong to stands in the query.</summary>
    private static SandboxResponse Upload(ServiceNowCall call)
    {
        if (call.Header("Content-Type") is not { Length: > 0 } type || call.Header("Accept") is not { Length: > 0 })
            throw new ServiceNowRefusal(400, "Bad Request", "The headers Accept and Content-Type are mandatory");
        var file = new FormPart("", call.Query["file_name"], type, call.Request.Body);
        return Made(call, Owner(call, call.Query["table_name"], call.Query["table_sys_id"]), file);
    }

    /// <summary>The file is the last part: parts behind it are not read.</summary>
    private static SandboxResponse UploadForm(ServiceNowCall call)
    {
        var parts = FormPart.Read(call.Header("Content-Type"), call.Request.Body)
            ?? throw NotMade(400, "The body is not multipart/form-data");
        var fields = parts.TakeWhile(part => part.FileName is null).ToList();
        var file = parts.FirstOrDefault(part => part.FileName is not null) ?? throw NotMade(400, "File part is missing");
        return Made(call, Owner(call, Field("table_name"), Field("table_sys_id")), file);

        string? Field(string name) => fields.Find(part => part.Name == name)?.Text;
    }

    private static SandboxResponse Delete(ServiceNowCall call)
    {
        var file = Find(call);
        if (!call.Act.IsAdmin && !call.Act.IsAgent)
            throw ServiceNowRefusal.NoRight("Delete");
        call.Instance.Remove(file);
        call.Instance.Files.Remove(file.Id);
        SchemaRecords.Write(call.Instance, "sys_audit_delete", call.Now, ("tablename", TableName), ("documentkey", file.Id),
            ("display_value", file["file_name"]))["sys_created_by"] = call.Act.UserName;
        return new SandboxResponse(204, [], []);
    }

    private static SandboxResponse Made(ServiceNowCall call, ServiceNowRecord owner, FormPart file)
    {
        var made = Show(call, Attach(call.Act, owner, file));
        return ServiceNowJson.Result(201, made, new KeyValuePair<string, string>("Location", $"{call.Root}/api/now/attachment/{made["sys_id"]}"));
    }

    private static ServiceNowRecord Owner(ServiceNowCall call, string? tableName, string? id)
    {
        if (string.IsNullOrEmpty(tableName) || string.IsNullOrEmpty(id))
            throw NotMade(400, "table_name and table_sys_id are required");
        if (call.Instance.Table(tableName) is null)
            throw ServiceNowRefusal.NoTable(tableName);
        return ServiceNowTables.Find(call, tableName, id);
    }

    private static void Check(ServiceNowAct act, FormPart file)
    {
        var settings = act.Instance.Settings;
        if (string.IsNullOrEmpty(file.FileName))
            throw NotMade(400, "file_name is required");
        if (file.Bytes.LongLength > settings.MaxAttachmentBytes)
            throw NotMade(413, "File size exceeds the maximum allowed by com.glide.attachment.max_size");
        var extension = Path.GetExtension(file.FileName).TrimStart('.');
        if (settings.AttachmentExtensions.Count > 0 && !settings.AttachmentExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw NotMade(400, $"Attachments of type {extension} are not allowed");
    }

    /// <summary>A file is seen by those who see its record.</summary>
    private static ServiceNowRecord Find(ServiceNowCall call)
    {
        var file = ServiceNowTables.Find(call, TableName, call.Segments[0]);
        _ = call.Instance.Table(file["table_name"]) is null ? null : ServiceNowTables.Find(call, file["table_name"], file["table_sys_id"]);
        return file;
    }

    private static JsonObject Show(ServiceNowCall call, ServiceNowRecord file)
    {
        var shown = new JsonObject();
        foreach (var column in file.Table.Columns)
            shown[column.Name] = file[column.Name];
        shown["download_link"] = $"{call.Root}/api/now/attachment/{file.Id}/file";
        return shown;
    }

    private static ServiceNowRefusal NotMade(int status, string detail) => new(status, "Failed to create the attachment", detail);

    private static string HeaderSafe(string type) =>
        type.Length > 0 && type.All(character => character is >= ' ' and < '\u007f') ? type : "application/octet-stream";
}
