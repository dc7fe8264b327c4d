using System.Collections.Immutable;

using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>One difference that the tracker itself shows against the last read: a field, a comment or a file; what the hub wrote is none.</summary>
/// <param name="Name">The native field's name, <c>comment:ID</c>, <c>file:ID</c>, or <c>ticket</c> for one that is seen for the first time.</param>
internal sealed record Difference(string Name, string Before, string After)
{
    public static IReadOnlyList<Difference> Between(TicketSnapshot? before, TicketSnapshot now)
    {
        var found = new List<Difference>();
        if (before is null)
            found.Add(new Difference(ItemName.Ticket, "", now.Key));
        else
            found.AddRange(Fields(before, now));
        found.AddRange(Comments(before, now));
        var known = before?.Attachments.Select(file => file.NativeId).ToHashSet(StringComparer.Ordinal) ?? [];
        found.AddRange(now.Attachments.Where(file => !known.Contains(file.NativeId) && !file.Author.IsHub)
            .Select(file => new Difference(ItemName.OfFile(file.NativeId), "", file.Name)));
        return found;
    }

    /// <summary>The items of an envelope that this difference became; none means that no share result changed.</summary>
    public ImmutableList<string> ItemsIn(PendingSend send, Rule rule)
    {
        if (Name == ItemName.Ticket)
            return [.. send.Fields.Keys.Select(field => ItemName.OfField(field))];
        if (ItemName.CommentIn(Name) is { } commentId)
            return send.CommentItem(commentId) is { } comment ? [comment] : [];
        if (ItemName.FileIn(Name) is { } fileId)
            return send.FileItem(fileId) is { } file ? [file] : [];
        var reading = rule.ShareFieldsReading(Name);
        return [.. send.Fields.Keys.Where(reading.Contains).Select(field => ItemName.OfField(field))];
    }

    private static IEnumerable<Difference> Fields(TicketSnapshot before, TicketSnapshot now) =>
        from field in now.Fields
        let was = before.Fields.TryGetValue(field.Key, out var value) ? value : Cel.CelValue.Null
        where was != field.Value
        select new Difference(field.Key, Text(was), Text(field.Value));

    private static IEnumerable<Difference> Comments(TicketSnapshot? before, TicketSnapshot now)
    {
        var known = before?.Comments.ToDictionary(comment => comment.NativeId, StringComparer.Ordinal) ?? [];
        foreach (var comment in now.Comments.Where(comment => !comment.Author.IsHub))
            if (!known.TryGetValue(comment.NativeId, out var was))
                yield return new Difference(ItemName.OfComment(comment.NativeId), "", comment.Author.Name);
            else if (was.Edited != comment.Edited || was.IsPublic != comment.IsPublic || !IsSameToReaders(was.Body, comment.Body))
                yield return new Difference(ItemName.OfComment(comment.NativeId), was.Author.Name, comment.Author.Name);
        var present = now.Comments.Select(comment => comment.NativeId).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in known.Values.Where(comment => !present.Contains(comment.NativeId)))
            yield return new Difference(ItemName.OfComment(gone.NativeId), gone.Author.Name, "");
    }

    private static bool IsSameToReaders(Text.RichText was, Text.RichText now) => was.Equals(now) || was.Normalise().Equals(now.Normalise());

    private static string Text(Cel.CelValue value)
    {
        var text = value.IsNull ? "" : value.Kind == Cel.CelKind.String ? value.AsString() : value.ToString();
        return text.Length <= 200 ? text : text[..200] + "…";
    }
}
