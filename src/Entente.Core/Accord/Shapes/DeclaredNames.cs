using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord.Shapes;

/// <summary>Everything that an accord declares under a name. Two things of one kind with one name are an error.</summary>
internal sealed class DeclaredNames
{
    private readonly Dictionary<NameKind, SortedSet<string>> byKind = Enum.GetValues<NameKind>()
        .ToDictionary(kind => kind, _ => new SortedSet<string>(StringComparer.Ordinal));

    private readonly Findings findings;

    private DeclaredNames(Findings findings) => this.findings = findings;

    public IReadOnlyCollection<string> Of(NameKind kind) => byKind[kind];

    public bool Has(NameKind kind, string name) => byKind[kind].Contains(name);

    public static DeclaredNames Collect(YamlMapping root, Findings findings)
    {
        var names = new DeclaredNames(findings);
        names.AddRows(root, "parties", "id", NameKind.Party);
        foreach (var party in root.RowsOf("parties")) names.AddRows(party, "units", "id", NameKind.Unit, $"{party.TextOf("id")}/");
        names.AddRows(root, "roles", "id", NameKind.Role);
        names.AddRows(root, "connections", "id", NameKind.Connection);
        names.AddRows(root, "links", "id", NameKind.Link);
        names.AddRows(root, "dictionary", "field", NameKind.Field);
        names.AddRows(root, "targets", "id", NameKind.Target);
        names.AddRows(root, "services", "id", NameKind.Service);
        names.AddRows(root, "dataRights", "id", NameKind.DataRights);
        names.AddRows(root, "boards", "id", NameKind.Board);
        names.AddRows(root, "boards", "id", NameKind.BoardPath, "board/");
        names.AddRows(root, "journeys", "id", NameKind.Journey);
        names.AddKeys(root, "calendars", NameKind.Calendar);
        names.AddKeys(root, "classes", NameKind.Class);
        return names;
    }

    private void AddRows(YamlMapping parent, string section, string key, NameKind kind, string prefix = "")
    {
        foreach (var row in parent.RowsOf(section))
            if (row.Find(key) is YamlScalar { Value.Length: > 0 } name) Add(name, prefix + name.Value, kind);
    }

    private void AddKeys(YamlMapping root, string section, NameKind kind)
    {
        foreach (var entry in root.MappingOf(section)?.Entries ?? []) Add(entry.Key, entry.Key.Value, kind);
    }

    private void Add(YamlScalar at, string name, NameKind kind)
    {
        if (!byKind[kind].Add(name) && kind != NameKind.BoardPath)
            findings.Error("accord.duplicate", at, $"The {NameKinds.Word(kind)} '{name}' is declared a second time.",
                "Give it another name, or remove it.");
    }
}

/// <summary>The words for kinds of names, in messages.</summary>
internal static class NameKinds
{
    public static string Word(NameKind kind) => kind switch
    {
        NameKind.BoardPath => "board",
        NameKind.Field => "field of the dictionary",
        NameKind.DataRights => "entry of dataRights",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
