using System.Globalization;

using Entente.Sandbox.AzureDevOps.Fields;

namespace Entente.Sandbox.AzureDevOps.Wiql;

/// <summary>Reads the values of a query: macros, people, instants.</summary>
internal sealed class WiqlValues(DevOpsCall call, bool hasTimePrecision)
{
    /// <summary>An instant, or null for the empty text that stands for no value.</summary>
    public DateTimeOffset? Instant(WorkItemField field, WiqlValue value)
    {
        if (value.Kind == WiqlTokenKind.Macro)
            return Moment(value);
        if (value.Text.Length == 0)
            return null;
        var instant = DevOpsJson.ReadInstant(value.Text)
            ?? throw DevOpsRefusal.BadQuery($"TF51012: The value «{value.Text}» of the field [{field.Name}] is no date.");
        if (!hasTimePrecision && value.Text.Contains(':', StringComparison.Ordinal))
            throw DevOpsRefusal.BadQuery("You cannot supply a time with the date when running a query using date precision. "
                + $"The error is caused by «[{field.ReferenceName}]».");
        return instant;
    }

    public static double? Number(WorkItemField field, WiqlValue value)
    {
        if (value.Text.Length == 0)
            return null;
        return double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw DevOpsRefusal.BadQuery($"TF51013: The value «{value.Text}» of the field [{field.Name}] is no number.");
    }

    /// <summary>A text as work items store it: a person's id, a project's name.</summary>
    public string Text(WorkItemField field, WiqlValue value)
    {
        if (value.Kind == WiqlTokenKind.Macro)
            return Macro(value);
        return field.Kind == FieldKind.Identity ? call.Organization.FindPerson(value.Text)?.Id ?? value.Text : value.Text;
    }

    private string Macro(WiqlValue value) => value.Text.ToLowerInvariant() switch
    {
        "me" => call.Caller.Id,
        "project" => call.NeededProject.Name,
        "currentiteration" or "teamareas" or "follows" or "mentions" or "myrecentactivity" or "recentmentions" =>
            throw DevOpsRefusal.BadQuery($"The macro @{value.Text} is not imitated here."),
        _ => DevOpsJson.Instant(Moment(value)),
    };

    private DateTimeOffset Moment(WiqlValue value)
    {
        var today = new DateTimeOffset(call.Now.UtcDateTime.Date, TimeSpan.Zero);
        var days = value.OffsetDays;
        return value.Text.ToLowerInvariant() switch
        {
            "today" or "startofday" => today.AddDays(days),
            "startofweek" => today.AddDays(-(int)today.DayOfWeek).AddDays(days * 7),
            "startofmonth" => today.AddDays(1 - today.Day).AddMonths(days),
            "startofyear" => today.AddDays(1 - today.DayOfYear).AddYears(days),
            _ => throw DevOpsRefusal.BadQuery($"TF51007: The macro @{value.Text} is not known."),
        };
    }
}
