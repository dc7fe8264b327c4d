using Entente.Core.Accord;
using Entente.Core.Accord.Yaml;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>Finds the files of an accord's folder, checks the accord, then reads each rule against it.</summary>
internal sealed class RuleBookLoader(
    IReadOnlyList<SourceFile> files,
    IReadOnlyDictionary<string, TicketSchema> schemasByProduct,
    IReadOnlyDictionary<string, TicketSchema> schemasByConnection)
{
    private const string AccordFile = "accord.yaml";

    private readonly Findings findings = new();

    public RuleBookResult Load()
    {
        var accord = LoadAccord(out var folder);
        var rules = accord is null ? [] : LoadRules(accord, folder);
        var book = accord is null || findings.HasErrors ? null : new RuleBook(accord, rules);
        return new RuleBookResult(book, findings.Errors(), findings.Warnings());
    }

    private AccordDocument? LoadAccord(out string folder)
    {
        folder = "";
        var file = files.Where(file => NameOf(file.Path) == AccordFile).MinBy(file => file.Path.Length);
        if (file is null)
        {
            findings.Error("accord.missing", AccordFile, FilePosition.Whole, "There is no accord.yaml.", "Name the folder that holds it.");
            return null;
        }
        folder = file.Path[..^AccordFile.Length];
        return AccordCheck.Read(file, findings);
    }

    private List<Rule> LoadRules(AccordDocument accord, string folder)
    {
        var found = new Dictionary<(string Link, string Connection), Rule?>();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (!file.Path.StartsWith(folder, StringComparison.Ordinal)) continue;
            if (RuleFileName.Read(file.Path[folder.Length..]) is not { } name) continue;
            if (LoadRule(accord, file, name) is { } loaded) found[(name.Link, name.Connection)] = loaded.Rule;
        }
        WarnOfMissing(accord, found.Keys);
        return [.. accord.Links.SelectMany(link => link.Between.Select(side => found.GetValueOrDefault((link.Id, side)))).OfType<Rule>()];
    }

    private Loaded? LoadRule(AccordDocument accord, SourceFile file, RuleFileName name)
    {
        if (!IsPlaced(accord, file, name)) return null;
        var own = accord.Connection(name.Connection)!;
        var schema = schemasByConnection.GetValueOrDefault(own.Id) ?? schemasByProduct.GetValueOrDefault(own.Tracker);
        if (YamlReader.Read(file, findings) is not { } node) return new Loaded(null);
        if (node is not YamlMapping root)
        {
            findings.Error("rule.value", node, $"A rule is a mapping, not {node.Kind}.", "Write link, connection, share and accept.");
            return new Loaded(null);
        }
        CheckName(root, "link", name.Link);
        CheckName(root, "connection", name.Connection);
        var before = findings.ErrorCount;
        var parts = new RuleReader(new RuleContext(accord, accord.Link(name.Link)!, own, schema), findings).Read(root);
        if (schema is null)
            findings.Warning("rule.no-schema", root,
                $"The fields of {own.Tracker} are not known here: the names in this rule are not checked, and it is not run.",
                $"Write its catalogue: entente catalogue {own.Id}.");
        if (schema is null || findings.ErrorCount > before) return new Loaded(null);
        return new Loaded(new Rule(accord.Link(name.Link)!, own, new RuleSource(file.Path, RuleVersion.Of(file.Content)), parts));
    }

    private bool IsPlaced(AccordDocument accord, SourceFile file, RuleFileName name)
    {
        if (accord.Party(name.Party) is null)
            return Misplaced(file, $"The accord has no party '{name.Party}'.",
                NearestName.Remedy(name.Party, accord.Parties.Select(party => party.Id)));
        if (!name.IsWellFormed)
            return Misplaced(file, "The file's name is none of a rule.", "Call it LINK.CONNECTION.yaml.");
        if (accord.Link(name.Link) is not { } link)
            return Misplaced(file, $"The accord has no link '{name.Link}'.", NearestName.Remedy(name.Link, accord.Links.Select(known => known.Id)));
        // What the accord itself has wrong is reported there.
        if (link.Between.Any(side => accord.Connection(side) is null)) return false;
        if (!link.Between.Contains(name.Connection) || accord.Connection(name.Connection) is not { } own)
            return Misplaced(file, $"The link '{name.Link}' has no connection '{name.Connection}'.",
                NearestName.Remedy(name.Connection, link.Between));
        return own.Party == name.Party
            || Misplaced(file, $"The connection '{own.Id}' belongs to {own.Party}, not {name.Party}.", $"Move the file to {own.Party}/.");
    }

    private bool Misplaced(SourceFile file, string message, string remedy)
    {
        findings.Error("rule.file", file.Path, FilePosition.First, message, remedy);
        return false;
    }

    private void CheckName(YamlMapping root, string key, string expected)
    {
        if (root.Find(key) is not { } node)
            findings.Error("rule.missing-key", root, $"The key '{key}' is missing.", $"Write {key}: {expected}.");
        else if ((node as YamlScalar)?.Value != expected)
            findings.Error("rule.file", node, $"The file's name says that the {key} is '{expected}'.", $"Write {expected}, or rename the file.");
    }

    private void WarnOfMissing(AccordDocument accord, ICollection<(string Link, string Connection)> found)
    {
        foreach (var row in accord.Root.RowsOf("links"))
            foreach (var side in row.ScalarsOf("between"))
                if (accord.Connection(side.Value) is { } own && !found.Contains((row.TextOf("id") ?? "", side.Value)))
                    findings.Warning("rule.missing", side, $"The side '{side.Value}' of link '{row.TextOf("id")}' has no rule here.",
                        $"Write {own.Party}/{row.TextOf("id")}.{side.Value}.yaml, if this hub serves {own.Party}.");
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>A file that was in its place; its rule is null when it had errors or cannot run.</summary>
    private sealed record Loaded(Rule? Rule);
}

/// <summary>What the path of a rule's file says, relative to the accord's folder.</summary>
internal sealed record RuleFileName(string Party, string Link, string Connection)
{
    private const string Extension = ".yaml";

    public bool IsWellFormed => Link.Length > 0 && Connection.Length > 0;

    /// <summary>Null for a path that cannot be one of a rule.</summary>
    public static RuleFileName? Read(string path)
    {
        if (path.Split('/') is not [var party, var file] || !file.EndsWith(Extension, StringComparison.Ordinal)) return null;
        var names = file[..^Extension.Length].Split('.');
        return names.Length == 2 ? new RuleFileName(party, names[0], names[1]) : new RuleFileName(party, "", "");
    }
}
