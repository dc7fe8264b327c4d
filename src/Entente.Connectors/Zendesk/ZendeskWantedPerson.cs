using Entente.Cel;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Whom a rule names: by e-mail address, by user id, or by the object <c>{id, name, address}</c>, whose address decides where it has one.
/// </summary>
internal sealed record ZendeskWantedPerson(string? Id, string? Address, string? Name)
{
    public static ZendeskWantedPerson Read(CelValue value) => value.Kind switch
    {
        CelKind.String when value.AsString().Contains('@', StringComparison.Ordinal) => new(null, value.AsString().Trim(), null),
        CelKind.String => new(Digits(value.AsString().Trim()), null, null),
        CelKind.Int => new(value.AsInt().ToString(System.Globalization.CultureInfo.InvariantCulture), null, null),
        CelKind.Map => new(Digits(Member(value, "id")), Member(value, "address"), Member(value, "name")),
        _ => new(null, null, null),
    };

    private static string? Member(CelValue map, string name) =>
        map.AsMap().TryGet(name, out var value) && value.Kind == CelKind.String && value.AsString().Length > 0 ? value.AsString() : null;

    private static string? Digits(string? text) => text is { Length: > 0 and <= 19 } && text.All(char.IsAsciiDigit) ? text : null;
}
