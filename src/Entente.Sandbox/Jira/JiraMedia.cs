using System.Security.Cryptography;
using System.Text;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>The site's file store: answers signed addresses without looking at the Authorization header, for ten minutes as a rule.</summary>
internal static class JiraMedia
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);
    private static readonly byte[] SigningKey = "the imitation's media signing key"u8.ToArray();

    public static IEnumerable<JiraRoute> Routes() => [new("GET", "/media/file/{}/binary", Get)];

    public static string SignedAddress(JiraCall call, JiraAttachment file) => call.View.Root + SignedPath(file, call.Now + Validity);

    /// <summary>Below the site's root; the people's pages use it with no end, since a browser there carries no credential.</summary>
    public static string SignedPath(JiraAttachment file, DateTimeOffset end)
    {
        var expires = end.ToUnixTimeSeconds();
        return $"/media/file/{file.Id}/binary?expires={expires}&token={Sign(file.Id, expires)}&name={Uri.EscapeDataString(file.FileName)}";
    }

    /// <summary>The bytes, or the part of them that a Range header names.</summary>
    public static SandboxResponse Stream(JiraCall call, JiraAttachment file)
    {
        KeyValuePair<string, string>[] headers =
        [
            new("Content-Type", file.MimeType),
            new("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.FileName)}"),
            new("Accept-Ranges", "bytes"),
        ];
        if (call.Header("Range") is not { } header)
            return new(200, headers, file.Bytes);
        if (!System.Net.Http.Headers.RangeHeaderValue.TryParse(header, out var range) || range.Unit != "bytes" || range.Ranges.Count != 1)
            throw JiraRefusal.Saying(400, "The range supplied in the Range header is malformed.");
        var (from, to) = Bounds(range.Ranges.First(), file.Bytes.LongLength);
        if (from > to || from >= file.Bytes.LongLength)
            return new(416, [new("Content-Range", $"bytes */{file.Bytes.LongLength}")], []);
        return new(206, [.. headers, new("Content-Range", $"bytes {from}-{to}/{file.Bytes.LongLength}")], file.Bytes[(int)from..((int)to + 1)]);
    }

    private static (long From, long To) Bounds(System.Net.Http.Headers.RangeItemHeaderValue range, long length) => range.From is { } from
        ? (from, Math.Min(range.To ?? length - 1, length - 1))
        : (Math.Max(0, length - (range.To ?? 0)), length - 1);

    private static SandboxResponse Get(JiraCall call)
    {
        var file = call.World.Issues.Values.SelectMany(issue => issue.Attachments).FirstOrDefault(each => each.Id.ToString() == call.Segments[0]);
        if (file is null)
            return JiraJson.Empty(404);
        var isSigned = long.TryParse(call.Query("expires"), out var expires) && call.Query("token") == Sign(file.Id, expires);
        return isSigned && expires >= call.Now.ToUnixTimeSeconds() ? Stream(call, file) : JiraJson.Empty(403);
    }

    private static string Sign(long id, long expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(SigningKey, Encoding.UTF8.GetBytes($"{id}.{expires}")));
}
