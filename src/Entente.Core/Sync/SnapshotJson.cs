using System.Text.Json;

using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// A ticket as read, written by hand: a change stores three of them, and finding out by the contract what a snapshot is made of costs twice what
/// writing it does. The text is that of the contract (<c>SyncJsonTests</c>).
/// </summary>
internal static class SnapshotJson
{
    private static readonly JsonEncodedText NativeId = JsonEncodedText.Encode("nativeId");
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Address = JsonEncodedText.Encode("address");
    private static readonly JsonEncodedText Revision = JsonEncodedText.Encode("revision");
    private static readonly JsonEncodedText Updated = JsonEncodedText.Encode("updated");
    private static readonly JsonEncodedText Created = JsonEncodedText.Encode("created");
    private static readonly JsonEncodedText HistoryCursor = JsonEncodedText.Encode("historyCursor");
    private static readonly JsonEncodedText Marker = JsonEncodedText.Encode("marker");
    private static readonly JsonEncodedText IsFinal = JsonEncodedText.Encode("isFinal");
    private static readonly JsonEncodedText Fields = JsonEncodedText.Encode("fields");
    private static readonly JsonEncodedText Comments = JsonEncodedText.Encode("comments");
    private static readonly JsonEncodedText Attachments = JsonEncodedText.Encode("attachments");

    public static void Write(Utf8JsonWriter writer, TicketSnapshot ticket)
    {
        writer.WriteStartObject();
        writer.WriteString(NativeId, ticket.NativeId);
        writer.WriteString(Key, ticket.Key);
        writer.WriteString(Address, ticket.Address.OriginalString);
        writer.WriteString(Revision, ticket.Revision);
        writer.WriteString(Updated, ticket.Updated);
        writer.WriteString(Created, ticket.Created);
        if (ticket.HistoryCursor is not null)
            writer.WriteString(HistoryCursor, ticket.HistoryCursor);
        if (ticket.Marker is not null)
            writer.WriteString(Marker, ticket.Marker);
        writer.WriteBoolean(IsFinal, ticket.IsFinal);
        writer.WritePropertyName(Fields);
        ValueJson.Write(writer, ticket.Fields);
        Items(writer, Comments, ticket.Comments);
        Items(writer, Attachments, ticket.Attachments);
        writer.WriteEndObject();
    }

    private static void Items<T>(Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<T> items)
    {
        writer.WritePropertyName(name);
        if (items.Count > 0)
        {
            JsonSerializer.Serialize(writer, items, SyncJson.Plain);
            return;
        }

        writer.WriteStartArray();
        writer.WriteEndArray();
    }
}
