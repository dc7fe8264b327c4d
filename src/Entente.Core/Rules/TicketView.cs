using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>A ticket as an expression sees it: a window on the snapshot. Lists are made when they are first read.</summary>
internal sealed class TicketView : ICelObject
{
    private readonly TicketSchema schema;
    private readonly TicketSnapshot? snapshot;
    private readonly IReadOnlyDictionary<string, CelValue> fields;
    private CelValue comments;
    private CelValue attachments;
    private CelValue all;

    /// <param name="snapshot">Null for a ticket that does not exist yet: its fields are the schema's blank ones.</param>
    public TicketView(CelType type, TicketSchema schema, TicketSnapshot? snapshot)
    {
        Type = type;
        this.schema = schema;
        this.snapshot = snapshot;
        fields = snapshot?.Fields ?? schema.Blank;
    }

    public CelType Type { get; }

    public bool TryGet(string field, out CelValue value)
    {
        value = field switch
        {
            RuleTypes.Comments => Once(ref comments, Comments),
            RuleTypes.Attachments => Once(ref attachments, Attachments),
            _ when fields.TryGetValue(field, out var native) => native,
            // A field that the product has and this ticket does not show is empty.
            _ when schema.Fields.ContainsKey(field) => CelValue.Null,
            "id" => CelValue.String(snapshot?.NativeId ?? ""),
            "key" => CelValue.String(snapshot?.Key ?? ""),
            "created" => ViewValue.Of(snapshot?.Created),
            "updated" => ViewValue.Of(snapshot?.Updated),
            RuleTypes.Fields => Once(ref all, () => CelValue.Map(fields)),
            _ => default,
        };
        return value.Kind != CelKind.Unset;
    }

    public bool Equals(ICelObject other) => other is TicketView view && view.snapshot == snapshot;

    private static CelValue Once(ref CelValue cached, Func<CelValue> make)
    {
        if (cached.Kind == CelKind.Unset) cached = make();
        return cached;
    }

    private CelValue Comments() =>
        CelValue.List([.. (snapshot?.Comments ?? []).Select((comment, at) => CelValue.Object(new CommentView(comment, at)))]);

    private CelValue Attachments() =>
        CelValue.List([.. (snapshot?.Attachments ?? []).Select((attachment, at) => CelValue.Object(new AttachmentView(attachment, at)))]);
}
