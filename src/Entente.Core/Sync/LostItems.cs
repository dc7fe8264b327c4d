using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>The stretch of time whose doings a restored journal does not know.</summary>
/// <param name="Since">From here on, by any of the clocks.</param>
/// <param name="Until">Up to here: what is younger was done in this time line.</param>
/// <param name="Skew">How far clocks may lie apart.</param>
public sealed record LostStretch(DateTimeOffset Since, DateTimeOffset Until, TimeSpan Skew)
{
    /// <summary>SHA-256 of files of our account, by native id, as far as they were fetched.</summary>
    public SortedDictionary<string, string> Hashes { get; } = new(StringComparer.Ordinal);
}

/// <summary>Comments and files of our own account that the journal does not know, oldest first.</summary>
internal static class LostItems
{
    public static List<TicketComment> Comments(TicketState state, TicketSnapshot ticket, LostStretch lost) =>
    [
        .. ticket.Comments.Where(held =>
            held.Author.IsHub && !state.WrittenComments.ContainsKey(held.NativeId) && IsWithin(held.Created, lost)),
    ];

    public static List<TicketAttachment> Files(TicketState state, TicketSnapshot ticket, LostStretch lost) =>
    [
        .. ticket.Attachments.Where(held =>
            held.Author.IsHub && !state.WrittenFiles.ContainsKey(held.NativeId) && IsWithin(held.Created, lost)),
    ];

    /// <summary>
    /// Whether a comment here repeats the one that is to be written: it says the same, and is not older than what it would repeat. Trackers keep a
    /// text in their own way, so letters and digits are compared; where there are none, all that is to be seen; where there is no text, the files.
    /// </summary>
    public static bool IsCopy(TicketComment held, CommentWrite wanted, TicketSnapshot ticket)
    {
        if (wanted.Source is { } source && held.Created < source.Created - SourceSkew)
            return false;
        return wanted.Body.IsEmpty
            ? wanted.Files.Count > 0 && FilesOf(held, wanted, ticket).Count == wanted.Files.Count
            : Words(held.Body) == Words(wanted.Body);
    }

    /// <summary>The files that came with a comment, by name: native id to origin.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FilesOf(TicketComment held, CommentWrite wanted, TicketSnapshot ticket)
    {
        var left = ticket.Attachments.Where(file => file.CommentId == held.NativeId || held.AttachmentIds.Contains(file.NativeId)).ToList();
        var found = new List<KeyValuePair<string, string>>();
        foreach (var file in wanted.Files)
            if (left.Find(other => other.Name == file.Name && other.Bytes == file.Bytes) is { } same)
            {
                left.Remove(same);
                found.Add(KeyValuePair.Create(same.NativeId, file.Origin));
            }

        return found;
    }

    /// <summary>Two trackers' clocks, one of which may be ahead.</summary>
    private static readonly TimeSpan SourceSkew = TimeSpan.FromMinutes(15);

    private static bool IsWithin(DateTimeOffset at, LostStretch lost) => at >= lost.Since - lost.Skew && at <= lost.Until + lost.Skew;

    private static string Words(RichText body)
    {
        var text = body.ToString();
        var letters = string.Concat(text.Where(char.IsLetterOrDigit));
        return letters.Length > 0 ? letters : string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }
}
