using System.Security.Cryptography;
using System.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// A record's revision: <c>7-9f86d081</c>, being <c>sys_mod_count</c>, which every update raises by one, and a digest of comments and attachments,
/// since a file does not touch the record. One that was taken from the answer to a write beside which something else may have happened ends in
/// <c>~</c> and proves nothing.
/// </summary>
internal static class ServiceNowRevision
{
    public static string Of(string modCount, IEnumerable<TicketComment> comments, IEnumerable<TicketAttachment> attachments)
    {
        var parts = comments.Select(comment => $"c{comment.NativeId}").Concat(attachments.Select(file => $"a{file.NativeId}"));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', parts)));
        return $"{modCount}-{Convert.ToHexStringLower(digest.AsSpan(0, 5))}";
    }

    /// <summary>The revision that an answer to a write shows.</summary>
    /// <param name="isAlone">True when nothing but that write can have happened since the last read.</param>
    public static string OfAnswer(string modCount, bool isAlone) => isAlone ? $"{modCount}-written" : $"{modCount}~";

    /// <summary>The update count of a revision that proves something; null for one that does not.</summary>
    public static string? ModCount(string? revision) =>
        revision is null || revision.EndsWith('~') ? null : revision.Split('-')[0];
}
