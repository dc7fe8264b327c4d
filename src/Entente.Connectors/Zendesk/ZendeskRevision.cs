using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// A ticket's revision: <c>2026-03-01T09:00:00Z/653915434212/9f86d081</c>, being <c>updated_at</c>, the newest audit and a digest of the ticket's
/// JSON. <c>updated_at</c> alone would not do: it counts whole seconds, and system changes leave it as it is. A revision that was read while its
/// second still ran ends in <c>~</c>: the same second may bring more, so it proves nothing about a later read.
/// </summary>
internal sealed record ZendeskRevision(string UpdatedAt, string AuditId, string Digest, bool IsSettled)
{
    private const char Separator = '/';
    private const string Unsettled = "~";

    /// <summary>A digest of the ticket as Zendesk wrote it: equal JSON, equal digest.</summary>
    public static string DigestOf(JsonElement ticket) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ticket.GetRawText())).AsSpan(0, 8));

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static ZendeskRevision? Parse(string? text)
    {
        var parts = text?.Split(Separator);
        return parts is { Length: 3 }
            ? new ZendeskRevision(parts[0], parts[1], parts[2].TrimEnd('~'), !parts[2].EndsWith(Unsettled, StringComparison.Ordinal))
            : null;
    }

    /// <summary><c>updated_at</c> as Zendesk writes it, for <c>updated_stamp</c>.</summary>
    public static string Stamp(DateTimeOffset updated) => updated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public override string ToString() => string.Join(Separator, UpdatedAt, AuditId, Digest) + (IsSettled ? "" : Unsettled);
}
