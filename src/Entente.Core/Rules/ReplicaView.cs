using Entente.Cel;

namespace Entente.Core.Rules;

/// <summary>A replica as an expression sees it: only what the link carries, whatever else arrived.</summary>
internal sealed class ReplicaView(CelType type, Replica replica) : ICelObject
{
    private CelValue comments;
    private CelValue files;

    public CelType Type => type;

    public bool TryGet(string field, out CelValue value)
    {
        value = default;
        if (!type.Fields.ContainsKey(field)) return false;
        switch (field)
        {
            case RuleTypes.Comments:
                if (comments.Kind == CelKind.Unset) comments = Comments();
                value = comments;
                return true;
            case RuleTypes.Attachments:
                if (files.Kind == CelKind.Unset) files = Files();
                value = files;
                return true;
            default:
                return replica.Fields.TryGetValue(field, out value);
        }
    }

    public bool Equals(ICelObject other) => ReferenceEquals(this, other);

    private CelValue Comments() => CelValue.List([.. replica.Comments.Select((comment, at) => CelValue.Object(new SharedCommentView(comment, at)))]);

    private CelValue Files() => CelValue.List([.. replica.Files.Select((file, at) => CelValue.Object(new SharedFileView(file, at)))]);
}

/// <summary>The values last agreed; a field that was never agreed on is null.</summary>
internal sealed class AgreedView(CelType type, IReadOnlyDictionary<string, CelValue> agreed) : ICelObject
{
    public CelType Type => type;

    public bool TryGet(string field, out CelValue value)
    {
        value = default;
        if (!type.Fields.ContainsKey(field)) return false;
        if (!agreed.TryGetValue(field, out value)) value = CelValue.Null;
        return true;
    }

    public bool Equals(ICelObject other) => ReferenceEquals(this, other);
}

/// <summary>The link as an expression sees it.</summary>
internal sealed class LinkView(string id, (string Id, string Name) party, (string Id, string Name) partner) : ICelObject
{
    private readonly CelValue id = CelValue.String(id);
    private readonly CelValue party = CelValue.String(party.Id);
    private readonly CelValue partner = CelValue.String(partner.Id);
    private readonly CelValue partyName = CelValue.String(party.Name);
    private readonly CelValue partnerName = CelValue.String(partner.Name);

    public CelType Type => RuleTypes.Link;

    public bool TryGet(string field, out CelValue value)
    {
        value = field switch
        {
            "id" => id,
            "party" => party,
            "partner" => partner,
            "partyName" => partyName,
            "partnerName" => partnerName,
            _ => default,
        };
        return value.Kind != CelKind.Unset;
    }

    public bool Equals(ICelObject other) => ReferenceEquals(this, other);
}
