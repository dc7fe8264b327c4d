using System.Globalization;

namespace Entente.Core.Journal;

/// <summary>How far a chain went when a checkpoint was made: the number and hash of its newest link.</summary>
public sealed record ChainMark(long N, string Hash)
{
    /// <summary><c>12:ab…</c></summary>
    public override string ToString() => $"{N.ToString(CultureInfo.InvariantCulture)}:{Hash}";

    /// <summary>Null for what is no mark.</summary>
    public static ChainMark? Parse(string text) =>
        text.Split(':') is [var n, var hash] && long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ChainMark(number, hash)
            : null;
}

/// <summary>The names of chains in checkpoints and findings.</summary>
public static class ChainNames
{
    public const string Audit = "audit";

    public static string Ticket(string ticketId) => $"ticket:{ticketId}";

    public static string Lane(LaneMessage message) => $"lane:{message.Twin}/{message.FromTicket}/{message.Epoch}";
}
