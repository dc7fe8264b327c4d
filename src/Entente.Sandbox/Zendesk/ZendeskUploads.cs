using System.Globalization;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Files that wait for a comment, under the token that names them together.</summary>
internal sealed record ZendeskUpload(string Token, DateTimeOffset At, List<ZendeskAttachment> Files);

/// <summary>Uploads and downloads. A file is uploaded first, then attached to a comment by its token within an hour.</summary>
internal static class ZendeskUploads
{
    public const int MaxFileBytes = 50 * 1024 * 1024;

    public static SandboxResponse Create(ZendeskExchange exchange)
    {
        var account = exchange.Account;
        if (exchange.Query["filename"] is not { Length: > 0 } name)
            throw ZendeskErrors.InvalidAttribute("Parameter filename is required");
        if (exchange.Request.Body.Length > MaxFileBytes)
            throw ZendeskErrors.TooLarge();
        var upload = exchange.Query["token"] is { Length: > 0 } token ? Find(exchange, token) ?? throw ZendeskErrors.NotFound() : Begin(exchange);
        var id = account.NextId();
        var file = new ZendeskAttachment
        {
            Id = id,
            Token = $"a{id.ToString("x", CultureInfo.InvariantCulture)}f",
            Name = name,
            ContentType = exchange.Header("Content-Type") ?? "application/octet-stream",
            Bytes = exchange.Request.Body,
        };
        upload.Files.Add(file);
        account.Attachments[id] = file;
        return exchange.Answer("upload", new JsonObject
        {
            ["token"] = upload.Token,
            ["expires_at"] = ZendeskJson.Time(upload.At + account.Settings.UploadLife),
            ["attachments"] = ZendeskJson.Array(upload.Files.Select(one => (JsonNode?)one.ToJson(exchange.Root))),
            ["attachment"] = file.ToJson(exchange.Root),
        }, 201);
    }

    public static SandboxResponse Delete(ZendeskExchange exchange)
    {
        if (Find(exchange, exchange.Arguments[0]) is not { } upload)
            throw ZendeskErrors.NotFound();
        exchange.Account.Uploads.Remove(upload.Token);
        foreach (var file in upload.Files)
            exchange.Account.Attachments.Remove(file.Id);
        return exchange.NoContent();
    }

    public static SandboxResponse Show(ZendeskExchange exchange) =>
        exchange.Answer("attachment", ZendeskErrors.Found(exchange.Account.Attachments, exchange.Id()).ToJson(exchange.Root));

    /// <summary>The address in <c>content_url</c>: a redirect to where the bytes lie, which may be another host.</summary>
    public static SandboxResponse Redirect(ZendeskExchange exchange)
    {
        var settings = exchange.Account.Settings;
        if (settings.PrivateAttachments && exchange.Caller is null)
            throw ZendeskErrors.Unauthorised();
        var file = exchange.Account.Attachments.Values.FirstOrDefault(one => one.Token == exchange.Arguments[0]) ?? throw ZendeskErrors.NotFound();
        var host = settings.AttachmentHost is { } other ? $"{exchange.Request.BaseAddress.Scheme}://{other}" : exchange.Root;
        return new SandboxResponse(302, [new("Location", $"{host}/system/attachments/{file.Id}/{file.Token}")], []);
    }

    public static SandboxResponse Download(ZendeskExchange exchange)
    {
        if (exchange.Account.Attachments.GetValueOrDefault(exchange.Id()) is not { } file || file.Token != exchange.Arguments[1])
            throw ZendeskErrors.NotFound();
        KeyValuePair<string, string>[] headers =
        [
            new("Content-Type", file.ContentType),
            new("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}"),
            new("X-Content-Type-Options", "nosniff"),
        ];
        return new SandboxResponse(200, headers, file.Bytes);
    }

    /// <summary>Takes the files of tokens for a comment; a token that is unknown, used or older than an hour is refused.</summary>
    public static IReadOnlyList<ZendeskAttachment> Redeem(ZendeskTicketInput input, IReadOnlyList<string> tokens)
    {
        var files = new List<ZendeskAttachment>();
        foreach (var token in tokens.Distinct())
        {
            if (Find(input.Exchange, token) is { } upload)
                files.AddRange(upload.Files);
            else
                input.Refuse("base", $"Upload token {token} is invalid or has expired", "InvalidValue");
        }
        return files;
    }

    /// <summary>Tokens are spent once their comment is stored.</summary>
    public static void Spend(ZendeskAccount account, ZendeskCommentInput? comment)
    {
        foreach (var file in comment?.Attachments ?? [])
            foreach (var used in account.Uploads.Values.Where(upload => upload.Files.Contains(file)).ToList())
                account.Uploads.Remove(used.Token);
    }

    private static ZendeskUpload? Find(ZendeskExchange exchange, string token) =>
        exchange.Account.Uploads.TryGetValue(token, out var upload) && exchange.ExactNow - upload.At < exchange.Account.Settings.UploadLife
            ? upload
            : null;

    private static ZendeskUpload Begin(ZendeskExchange exchange)
    {
        var token = $"u{exchange.Account.NextId().ToString("x", CultureInfo.InvariantCulture)}t";
        return exchange.Account.Uploads[token] = new ZendeskUpload(token, exchange.ExactNow, []);
    }
}
