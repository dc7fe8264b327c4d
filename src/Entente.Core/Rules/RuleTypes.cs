using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>The types of what an expression of a rule can see.</summary>
internal static class RuleTypes
{
    public const string Comments = "comments";
    public const string Attachments = "attachments";

    /// <summary>All native fields by name, for names that cannot be selected with a dot.</summary>
    public const string Fields = "fields";

    public static CelType Comment { get; } = CelType.Object("comment", new Dictionary<string, CelType>
    {
        ["id"] = CelType.String,
        ["author"] = CelType.String,
        ["authorAddress"] = CelType.Dyn,
        ["public"] = CelType.Bool,
        ["body"] = RichTextValue.StaticType,
        ["created"] = CelType.Timestamp,
        ["edited"] = CelType.Dyn,
        ["byHub"] = CelType.Bool,
    });

    public static CelType Attachment { get; } = CelType.Object("attachment", new Dictionary<string, CelType>
    {
        ["id"] = CelType.String,
        ["name"] = CelType.String,
        ["mediaType"] = CelType.String,
        ["bytes"] = CelType.Int,
        ["public"] = CelType.Bool,
        ["author"] = CelType.String,
        ["commentId"] = CelType.Dyn,
        ["created"] = CelType.Timestamp,
        ["byHub"] = CelType.Bool,
    });

    public static CelType SharedComment { get; } = CelType.Object("shared_comment", new Dictionary<string, CelType>
    {
        ["origin"] = CelType.String,
        ["author"] = CelType.String,
        ["authorAddress"] = CelType.Dyn,
        ["party"] = CelType.String,
        ["public"] = CelType.Bool,
        ["body"] = RichTextValue.StaticType,
        ["created"] = CelType.Timestamp,
        ["edited"] = CelType.Dyn,
    });

    public static CelType SharedFile { get; } = CelType.Object("shared_file", new Dictionary<string, CelType>
    {
        ["origin"] = CelType.String,
        ["name"] = CelType.String,
        ["mediaType"] = CelType.String,
        ["bytes"] = CelType.Int,
        ["sha256"] = CelType.String,
    });

    public static CelType Link { get; } = CelType.Object("link", new Dictionary<string, CelType>
    {
        ["id"] = CelType.String,
        ["party"] = CelType.String,
        ["partner"] = CelType.String,
        ["partyName"] = CelType.String,
        ["partnerName"] = CelType.String,
    });

    /// <summary>The ticket of a product: its own fields, and what every ticket has where the product has no field of that name.</summary>
    /// <param name="schema">Null for a product whose fields are not known: any field may then be read.</param>
    public static CelType Ticket(TicketSchema? schema)
    {
        var fields = new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["id"] = CelType.String,
            ["key"] = CelType.String,
            ["created"] = CelType.Timestamp,
            ["updated"] = CelType.Timestamp,
            [Fields] = CelType.Map(CelType.String, CelType.Dyn),
        };
        foreach (var (name, field) in schema?.Fields ?? new Dictionary<string, TicketField>()) fields[name] = field.Read;
        fields[Comments] = CelType.List(Comment);
        fields[Attachments] = CelType.List(Attachment);
        return CelType.Object("ticket", fields, open: schema is null);
    }

    /// <summary>The canonical fields that a link carries, with comments and attachments when it carries those.</summary>
    public static CelType Replica(AccordDocument accord, LinkContract link, bool withThreads)
    {
        var fields = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var name in link.Fields)
            if (accord.Field(name) is { } field && (withThreads || !IsThread(field.Type))) fields[name] = OfReplica(field.Type);
        return CelType.Object(withThreads ? "replica" : "agreed", fields);
    }

    public static bool IsThread(FieldType type) => type is FieldType.Thread or FieldType.Files;

    /// <summary>The type that a share expression must yield, and that <c>replica.FIELD</c> has.</summary>
    public static CelType OfShare(FieldType type) => type switch
    {
        FieldType.Text or FieldType.Enum or FieldType.Date => CelType.String,
        FieldType.RichText => RichTextValue.StaticType,
        FieldType.Integer => CelType.Int,
        FieldType.Number => CelType.Double,
        FieldType.Boolean => CelType.Bool,
        FieldType.Instant => CelType.Timestamp,
        FieldType.List => CelType.List(CelType.String),
        FieldType.Thread => CelType.List(Comment),
        FieldType.Files => CelType.List(Attachment),
    };

    private static CelType OfReplica(FieldType type) => type switch
    {
        FieldType.Thread => CelType.List(SharedComment),
        FieldType.Files => CelType.List(SharedFile),
        _ => OfShare(type),
    };
}
