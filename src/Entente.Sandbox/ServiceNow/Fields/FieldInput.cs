using System.Text.Json;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Fields;

/// <summary>
/// Takes a caller's values onto a draft. Nothing is refused here: unknown names and values that may not be written are ignored, long texts are
/// cut, what cannot be stored becomes empty. Only the answer shows it.
/// </summary>
/// <param name="isDisplay">Whether values are as people write them: labels, names, times of the user's zone.</param>
internal sealed class FieldInput(ServiceNowAct act, ServiceNowRecord draft, bool isDisplay)
{
    /// <summary>What was written to journals, in the order of the body.</summary>
    public List<(string Element, string Text)> Journals { get; } = [];

    public ServiceNowRecord Draft { get; } = draft;

    public void Take(JsonElement body)
    {
        foreach (var member in body.EnumerateObject())
            if (Draft.Table.Column(member.Name) is { } column)
                Take(column, ServiceNowJson.Text(member.Value));
    }

    public void Take(ServiceNowColumn column, string text)
    {
        if (column.IsReadOnly || (!act.IsAdmin && ServiceNowReader.Named(act.Instance.Settings.UnwritableFields, Draft.Table, column)))
            return;
        if (column.Kind != ColumnKind.Journal)
            Draft[column.Name] = Stored(column, text);
        else if (text.Trim().Length > 0)
            Journals.Add((column.Name, text));
    }

    /// <summary>Forgets what was taken but for the journals: somebody who may only write those.</summary>
    public void KeepFields(ServiceNowRecord before) => Draft.Become(before);

    private string Stored(ServiceNowColumn column, string text) => column.Kind switch
    {
        ColumnKind.Flag => text.ToLowerInvariant() is "true" or "1" or "yes" ? "true" : "false",
        ColumnKind.Integer => Number(Choice(column, text)),
        ColumnKind.Time => Time(text),
        ColumnKind.Reference => Reference(column, text),
        ColumnKind.List => string.Join(',', text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(each => Reference(column, each)).Where(id => id.Length > 0)),
        ColumnKind.Text or ColumnKind.Url => Cut(Choice(column, text), column.MaxLength),
        ColumnKind.Duration or ColumnKind.Id => ServiceNowTime.Read(text) is null ? "" : text,
        ColumnKind.Journal or ColumnKind.JournalView => "",
    };

    private static string Number(string text) => int.TryParse(text, out var number) ? $"{number}" : "";

    /// <summary>The value behind a label; a text that is no label of the column is stored as it is.</summary>
    private string Choice(ServiceNowColumn column, string text) => isDisplay
        ? Draft.Table.Choices(column.Name).FirstOrDefault(choice => choice.Label.Equals(text, StringComparison.OrdinalIgnoreCase))?.Value ?? text
        : text;

    private string Time(string text)
    {
        var zone = isDisplay ? new ServiceNowReader(act.Instance, act.User, "").Zone : TimeZoneInfo.Utc;
        return ServiceNowTime.Read(text, zone) is { } at ? ServiceNowTime.Write(at) : "";
    }

    /// <summary>A sys_id is stored even where it dangles; a name only where input is as people write it; anything else empties the field.</summary>
    private string Reference(ServiceNowColumn column, string text)
    {
        if (act.Instance.Find(column.Target, text) is { } known)
            return known.Id;
        if (text.Length == 32 && text.All(char.IsAsciiHexDigit))
            return text;
        return isDisplay && act.Instance.Table(column.Target)?.Display is { } display
            ? act.Instance.First(column.Target, display.Name, text)?.Id ?? ""
            : "";
    }

    /// <summary>Cut without a word; never through the middle of a character.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
