using System.Globalization;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord;

/// <summary>Turns the accord's tree into the typed model. Checks have run before; what they refused is left out or blank here.</summary>
internal static class AccordReader
{
    public static AccordDocument Read(YamlMapping root)
    {
        var metadata = root.MappingOf("metadata");
        return new AccordDocument
        {
            Root = root,
            Id = metadata?.TextOf("id") ?? "",
            Version = int.TryParse(metadata?.TextOf("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
            Title = metadata?.TextOf("title") ?? "",
            EffectiveFrom = InstantText.TryRead(metadata?.TextOf("effectiveFrom") ?? "", out var from) ? from : DateTimeOffset.UnixEpoch,
            AppliesToOpenCases = metadata?.TextOf("appliesToOpenCases") == "true",
            Signatories = metadata?.TextsOf("signatories") ?? [],
            Parties = [.. root.RowsOf("parties").Select(ReadParty)],
            Roles = [.. root.RowsOf("roles").Select(row => new AccordRole(Id(row), row.TextOf("unit") ?? "", row.TextOf("holder")))],
            Connections = [.. root.RowsOf("connections").Select(ReadConnection)],
            Links = [.. root.RowsOf("links").Where(IsWhole).Select(ReadLink)],
            Dictionary = [.. root.RowsOf("dictionary").Select(ReadField)],
            Calendars = [.. (root.MappingOf("calendars")?.Entries ?? []).Select(CalendarReader.Read).OfType<WorkCalendar>()],
        };
    }

    /// <summary>A link is only of use with both its ends.</summary>
    private static bool IsWhole(YamlMapping row) => row.TextsOf("between").Count == 2;

    private static string Id(YamlMapping row) => row.TextOf("id") ?? "";

    private static Party ReadParty(YamlMapping row) => new(
        Id(row), row.TextOf("name") ?? Id(row), row.TextOf("region") ?? "", row.TextOf("calendar") ?? "",
        [.. row.RowsOf("units").Select(unit => ReadUnit(unit, Id(row)))]);

    private static PartyUnit ReadUnit(YamlMapping row, string party) =>
        new(Id(row), party, row.TextOf("siam"), row.TextOf("sourcing") ?? "", row.TextsOf("ecosystem"));

    private static Connection ReadConnection(YamlMapping row) =>
        new(Id(row), row.TextOf("party") ?? "", row.TextOf("tracker") ?? "", row.TextOf("version") ?? "");

    private static LinkContract ReadLink(YamlMapping row) => new()
    {
        Id = Id(row),
        Owner = row.TextOf("owner") ?? "",
        Between = row.TextsOf("between"),
        Direction = row.TextOf("direction") == "one-way" ? LinkDirection.OneWay : LinkDirection.Both,
        Trigger = row.TextOf("trigger") switch
        {
            "manual" => LinkTrigger.Manual,
            "on-handoff" => LinkTrigger.OnHandoff,
            _ => LinkTrigger.Automatic,
        },
        Fields = row.TextsOf("fields"),
        CreatesFrom = row.TextOf("createsFrom") ?? row.TextsOf("between")[0],
        Wins = Texts(row.MappingOf("wins")),
        Reference = row.TextOf("reference") == "true",
        Entities = Texts(row.MappingOf("entities")),
        About = row.TextOf("about") ?? "",
    };

    private static DictionaryField ReadField(YamlMapping row)
    {
        var type = FieldTypes.Named(row.TextOf("type") ?? "") ?? FieldType.Text;
        var max = row.TextOf("max") ?? "";
        return new DictionaryField
        {
            Name = row.TextOf("field") ?? "",
            Type = type,
            MaxLength = type != FieldType.Files && int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null,
            MaxBytes = type == FieldType.Files && ByteSize.TryRead(max, out var bytes) ? bytes : null,
            Map = [.. Pairs(row.MappingOf("map"))],
            Values = [.. (row.MappingOf("values")?.Entries ?? []).Select(ReadValue)],
            OnOverflow = row.TextOf("onOverflow"),
            Class = row.TextOf("class") ?? "shared",
            NeverLeaves = row.TextOf("neverLeaves"),
            RequiredAtHandoff = row.TextOf("requiredAtHandoff") == "true",
            AfterClose = row.TextOf("afterClose"),
        };
    }

    private static KeyValuePair<string, IReadOnlyList<string>> ReadValue(YamlEntry entry) =>
        new(entry.Key.Value, entry.Value is YamlSequence list ? [.. list.Items.OfType<YamlScalar>().Select(item => item.Value)] : []);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(YamlMapping? mapping) =>
        from entry in mapping?.Entries ?? []
        where entry.Value is YamlScalar
        select KeyValuePair.Create(entry.Key.Value, ((YamlScalar)entry.Value).Value);

    private static SortedDictionary<string, string> Texts(YamlMapping? mapping) =>
        new(Pairs(mapping).ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);
}
