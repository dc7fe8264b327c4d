using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord;

/// <summary>One version of an accord as its file says it: the agreement as code (GOVERNANCE 2). Lists keep the order of the file.</summary>
public sealed record AccordDocument
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    public required string Title { get; init; }

    /// <summary>From when this version is in force, once every signatory has signed it.</summary>
    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>True when running clocks move to this version; default false.</summary>
    public required bool AppliesToOpenCases { get; init; }

    /// <summary>Units that must sign: <c>mercuri/care</c>.</summary>
    public required IReadOnlyList<string> Signatories { get; init; }

    public required IReadOnlyList<Party> Parties { get; init; }

    public required IReadOnlyList<AccordRole> Roles { get; init; }

    public required IReadOnlyList<Connection> Connections { get; init; }

    public required IReadOnlyList<LinkContract> Links { get; init; }

    public required IReadOnlyList<DictionaryField> Dictionary { get; init; }

    public required IReadOnlyList<WorkCalendar> Calendars { get; init; }

    /// <summary>The whole file with its positions; what reads further sections (targets, boards, scorecards) starts here.</summary>
    internal YamlMapping Root { get; init; } = null!;

    public Party? Party(string id) => Parties.FirstOrDefault(party => party.Id == id);

    public Connection? Connection(string id) => Connections.FirstOrDefault(connection => connection.Id == id);

    public LinkContract? Link(string id) => Links.FirstOrDefault(link => link.Id == id);

    public DictionaryField? Field(string name) => Dictionary.FirstOrDefault(field => field.Name == name);
}
