using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>Origins of comments and files: <c>connection:native id</c> of the one that all copies repeat.</summary>
public static class Origins
{
    /// <summary>The hub's own notes: they go nowhere.</summary>
    public const string Hub = "hub";

    /// <summary>
    /// The origin of a comment or file here. What the hub wrote repeats another; what its account wrote and the journal does not know (a write whose
    /// outcome is not known yet) is the hub's all the same, and goes nowhere.
    /// </summary>
    public static string Of(string connection, string nativeId, TicketPerson author, IReadOnlyDictionary<string, string> written) =>
        written.TryGetValue(nativeId, out var origin) ? origin : author.IsHub ? Hub : $"{connection}:{nativeId}";

    /// <summary>The origin of a file that a comment names by its id alone.</summary>
    public static string OfFile(string connection, string nativeId, IReadOnlyDictionary<string, string> written) =>
        written.TryGetValue(nativeId, out var origin) ? origin : $"{connection}:{nativeId}";

    /// <summary>True when the origin lies at this connection: its author edits it here, everybody else has a copy.</summary>
    public static bool IsAt(string origin, string connection) => origin.StartsWith($"{connection}:", StringComparison.Ordinal);
}
