using Entente.Core.Accord;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>An accord together with the rules of the parties that this hub serves, checked and compiled. Immutable.</summary>
public sealed class RuleBook
{
    private readonly IReadOnlyList<Rule> rules;

    internal RuleBook(AccordDocument accord, IReadOnlyList<Rule> rules)
    {
        Accord = accord;
        this.rules = rules;
    }

    public AccordDocument Accord { get; }

    /// <summary>
    /// Reads <c>accord.yaml</c> and every <c>PARTY/LINK.CONNECTION.yaml</c> beside it; other files are left alone. No file is opened here.
    /// </summary>
    /// <param name="schemasByProduct">The fields of each product whose connector is built, by its name in accords.</param>
    /// <param name="schemasByConnection">Fields of single connections, from their catalogues; they go before the product's.</param>
    public static RuleBookResult Load(
        IReadOnlyList<SourceFile> files,
        IReadOnlyDictionary<string, TicketSchema> schemasByProduct,
        IReadOnlyDictionary<string, TicketSchema>? schemasByConnection = null) =>
        new RuleBookLoader(files, schemasByProduct, schemasByConnection ?? new Dictionary<string, TicketSchema>()).Load();

    /// <summary>The contract of a link. Throws <see cref="ArgumentException"/> for an id that the accord does not have.</summary>
    public LinkContract Link(string id) => Accord.Link(id) ?? throw new ArgumentException($"The accord has no link '{id}'.", nameof(id));

    /// <summary>The connection at the other end of a link.</summary>
    public Connection ConnectionAt(LinkContract link, string connection) =>
        Accord.Connection(link.PartnerOf(connection))
        ?? throw new ArgumentException($"The accord has no connection '{link.PartnerOf(connection)}'.", nameof(link));

    /// <summary>A party's name for people; its id where the accord names none.</summary>
    public string PartyName(string party) => Accord.Party(party)?.Name ?? party;

    /// <summary>One side's rule; null when the hub has none for it.</summary>
    public Rule? RuleFor(string link, string connection) => rules.FirstOrDefault(rule => rule.Link.Id == link && rule.Connection == connection);

    /// <summary>The rules that read and write tickets of a connection, in the order of the accord's links.</summary>
    public IReadOnlyList<Rule> RulesOf(string connection) => [.. rules.Where(rule => rule.Connection == connection)];
}

/// <summary>What loading found.</summary>
/// <param name="Book">Null when there are errors.</param>
/// <param name="Errors">By file, line and column.</param>
/// <param name="Warnings">By file, line and column.</param>
public sealed record RuleBookResult(RuleBook? Book, IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Diagnostic> Warnings);
