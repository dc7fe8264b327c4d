using Entente.Cel;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Whether a ticket already holds what a rule wants. Pure. Zendesk lower-cases and sorts tags, trims text, and knows people by id; a wanted value
/// that would be stored as what is there counts as held (RELIABILITY T15).
/// </summary>
internal static class ZendeskHolds
{
    public static bool Holds(string field, CelValue current, CelValue wanted) => field switch
    {
        "tags" => TagsOf(current).SequenceEqual(TagsOf(wanted), StringComparer.Ordinal),
        "requester" or "assignee" or "submitter" => HoldsPerson(current, wanted),
        ZendeskFields.Custom => HoldsCustom(current, wanted),
        ZendeskFields.Description => ZendeskText.Of(current) is { } has && ZendeskText.Of(wanted) is { } wants
            && has.Normalise().Equals(wants.Normalise()),
        _ => HoldsValue(current, wanted),
    };

    private static IEnumerable<string> TagsOf(CelValue tags) =>
        tags.Kind == CelKind.List ? ZendeskFields.Tags(tags.AsList().Where(tag => tag.Kind == CelKind.String).Select(tag => tag.AsString())) : [];

    /// <summary>A person is wanted as an address, as an id, or as the object that rules read.</summary>
    private static bool HoldsPerson(CelValue current, CelValue wanted)
    {
        if (IsNothing(wanted) || IsNothing(current))
            return IsNothing(wanted) && IsNothing(current);
        var has = ZendeskWantedPerson.Read(current);
        var wants = ZendeskWantedPerson.Read(wanted);
        return wants.Address is { } address
            ? string.Equals(address, has.Address, StringComparison.OrdinalIgnoreCase)
            : wants.Id is not null && wants.Id == has.Id;
    }

    private static bool HoldsCustom(CelValue current, CelValue wanted)
    {
        if (wanted.Kind != CelKind.Map)
            return IsNothing(wanted);
        return wanted.AsMap().All(entry =>
            HoldsValue(current.Kind == CelKind.Map && current.AsMap().TryGet(entry.Key, out var value) ? value : CelValue.Null, entry.Value));
    }

    private static bool HoldsValue(CelValue current, CelValue wanted)
    {
        if (IsNothing(wanted) || IsNothing(current))
            return IsNothing(wanted) && IsNothing(current);
        if (current.Kind == CelKind.List && wanted.Kind == CelKind.List)
            return SameItems(current.AsList(), wanted.AsList());
        return current == wanted || (Text(current) is { } has && Text(wanted) is { } wants && string.Equals(has, wants, StringComparison.Ordinal));
    }

    // The values of a multi-select are a set: Zendesk keeps its own order.
    private static bool SameItems(IReadOnlyList<CelValue> current, IReadOnlyList<CelValue> wanted) =>
        current.Select(Text).Order(StringComparer.Ordinal).SequenceEqual(wanted.Select(Text).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static bool IsNothing(CelValue value) =>
        value.Kind is CelKind.Null or CelKind.Unset || (value.Kind == CelKind.String && value.AsString().Length == 0);

    /// <summary>A scalar as text, so that the custom field's <c>"745"</c> is held by 745.</summary>
    private static string? Text(CelValue value) => value.Kind switch
    {
        CelKind.String => value.AsString().ReplaceLineEndings("\n").Trim(),
        CelKind.Object => ZendeskText.Of(value) is { } text ? ZendeskText.Plain(text) : null,
        CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.Bool or CelKind.Timestamp => CelJson.ToJson(value)?.ToString(),
        _ => null,
    };
}
