using System.Text.Json;

using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Bench.Http;

/// <summary>A ticket as the target's interface shows it: JSON of some two kilobytes, as a real tracker's is at least.</summary>
internal static class TicketText
{
    public static byte[] Write(TicketRead read)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var ticket = read.Snapshot;
            json.WriteStartObject();
            json.WriteString("id", ticket.NativeId);
            json.WriteString("key", ticket.Key);
            json.WriteString("url", ticket.Address.AbsoluteUri);
            json.WriteString("revision", ticket.Revision);
            json.WriteString("updated", ticket.Updated);
            json.WriteString("created", ticket.Created);
            json.WriteString("marker", ticket.Marker);
            json.WritePropertyName("fields");
            ValueJson.Write(json, ticket.Fields);
            WriteComments(json, ticket.Comments);
            json.WriteStartArray("history");
            foreach (var step in read.Steps)
                Write(json, step);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static TicketRead Read(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        var json = document.RootElement;
        var revision = json.GetProperty("revision").GetString()!;
        return new TicketRead(
            new TicketSnapshot
            {
                NativeId = json.GetProperty("id").GetString()!,
                Key = json.GetProperty("key").GetString()!,
                Address = new Uri(json.GetProperty("url").GetString()!),
                Revision = revision,
                HistoryCursor = revision,
                Updated = json.GetProperty("updated").GetDateTimeOffset(),
                Created = json.GetProperty("created").GetDateTimeOffset(),
                Marker = json.GetProperty("marker").GetString(),
                Fields = ValueJson.ReadFields(json.GetProperty("fields")),
                Comments = [.. json.GetProperty("comments").EnumerateArray().Select(ReadComment)],
                Attachments = [],
            },
            [.. json.GetProperty("history").EnumerateArray().Select(ReadStep)]);
    }

    private static void WriteComments(Utf8JsonWriter json, IReadOnlyList<TicketComment> comments)
    {
        json.WriteStartArray("comments");
        foreach (var comment in comments)
        {
            json.WriteStartObject();
            json.WriteString("id", comment.NativeId);
            Write(json, comment.Author);
            json.WriteBoolean("public", comment.IsPublic);
            json.WriteString("body", comment.Body.ToJson());
            json.WriteString("created", comment.Created);
            json.WriteString("marker", comment.Marker);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TicketComment ReadComment(JsonElement json) => new(
        json.GetProperty("id").GetString()!, ReadPerson(json), json.GetProperty("public").GetBoolean(),
        RichText.FromJson(json.GetProperty("body").GetString()!), json.GetProperty("created").GetDateTimeOffset())
    {
        Marker = json.GetProperty("marker").GetString(),
    };

    private static void Write(Utf8JsonWriter json, HistoryStep step)
    {
        json.WriteStartObject();
        json.WriteString("id", step.Id);
        json.WriteString("at", step.At);
        Write(json, step.Author);
        json.WriteString("marker", step.Marker);
        json.WriteStartArray("changes");
        foreach (var change in step.Fields)
        {
            json.WriteStartObject();
            json.WriteString("field", change.Field);
            json.WritePropertyName("before");
            ValueJson.Write(json, change.Before);
            json.WritePropertyName("after");
            ValueJson.Write(json, change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static HistoryStep ReadStep(JsonElement json) => new(
        json.GetProperty("id").GetString()!, json.GetProperty("at").GetDateTimeOffset(), ReadPerson(json),
        [.. json.GetProperty("changes").EnumerateArray().Select(change => new FieldStep(
            change.GetProperty("field").GetString()!, ValueJson.Read(change.GetProperty("before")), ValueJson.Read(change.GetProperty("after"))))],
        json.GetProperty("marker").GetString());

    private static void Write(Utf8JsonWriter json, TicketPerson person)
    {
        json.WriteStartObject("author");
        json.WriteString("id", person.NativeId);
        json.WriteString("name", person.Name);
        json.WriteBoolean("hub", person.IsHub);
        json.WriteEndObject();
    }

    private static TicketPerson ReadPerson(JsonElement json)
    {
        var author = json.GetProperty("author");
        return new TicketPerson(
            author.GetProperty("id").GetString()!, author.GetProperty("name").GetString()!, null, author.GetProperty("hub").GetBoolean());
    }
}
