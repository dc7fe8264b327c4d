using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Whether a field already holds what a rule wants. Pure. Both are first brought to what ServiceNow can hold; people are compared by address or id,
/// records by id or name, priorities by level.
/// </summary>
internal static class ServiceNowHolds
{
    public static bool Holds(string field, CelValue current, CelValue wanted)
    {
        if (IsBlank(wanted) || IsBlank(current))
            return IsBlank(wanted) && IsBlank(current);
        if (field == ServiceNowPriority.Field)
            return ServiceNowPriority.Level(current) is { } level && level == ServiceNowPriority.Level(wanted);
        return ServiceNowSchema.Kind(field) switch
        {
            ServiceNowKind.Rich => ServiceNowText.Same(current, wanted),
            ServiceNowKind.Person or ServiceNowKind.Reference => Names(current, wanted),
            ServiceNowKind.Time => Seconds(current) is { } at && at == Seconds(wanted),
            _ => current.Kind == CelKind.Map ? Names(current, wanted) : Text(current) == Text(wanted),
        };
    }

    private static bool Names(CelValue current, CelValue wanted)
    {
        var name = ServiceNowPayloads.Named(wanted);
        return ServiceNowPayloads.Names.Select(part => ServiceNowValues.Part(current, part)).Any(held =>
            !string.IsNullOrEmpty(held) && string.Equals(held, name, StringComparison.OrdinalIgnoreCase));
    }

    private static long? Seconds(CelValue value) => value.Kind switch
    {
        CelKind.Timestamp => value.AsTimestamp().ToUnixTimeSeconds(),
        CelKind.String when DateTimeOffset.TryParse(
            value.AsString(), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var time) => time.ToUnixTimeSeconds(),
        _ => null,
    };

    private static string Text(CelValue value) => value.Kind switch
    {
        CelKind.String => ServiceNowText.Line(value.AsString()),
        CelKind.Object when RichTextValue.Read(value) is { } rich => ServiceNowText.Line(ServiceNowText.WritePlain(rich)),
        CelKind.Timestamp => ServiceNowTime.Write(value.AsTimestamp()),
        _ => CelJson.ToJson(value)?.ToString() ?? "",
    };

    private static bool IsBlank(CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.String => string.IsNullOrWhiteSpace(value.AsString()),
        CelKind.Object => RichTextValue.Read(value) is { IsEmpty: true },
        CelKind.Map => value.AsMap().Count == 0,
        _ => false,
    };
}
