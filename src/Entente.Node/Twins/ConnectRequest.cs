namespace Entente.Node.Twins;

/// <summary>Asks to twin two existing tickets.</summary>
/// <param name="A">A ticket, <c>connection:key</c>.</param>
/// <param name="B">The other.</param>
/// <param name="Link">The link's id; null when only one joins the two connections.</param>
/// <param name="Yes">False only shows what would happen.</param>
public sealed record ConnectRequest(string A, string B, string? Link = null, bool Yes = false);

/// <summary>Asks to end a twin.</summary>
/// <param name="Ticket">Either ticket of it, <c>connection:key</c>.</param>
public sealed record DisconnectRequest(string Ticket, string Link);

/// <summary>What a connection would do, or does.</summary>
/// <param name="Stage"><c>preview</c>, <c>connected</c>, or <c>ordered</c> while another turn of the ticket goes on.</param>
public sealed record ConnectResult(string Stage, string Link, ConnectedTicket Opener, ConnectedTicket Far);

/// <summary>One of the two tickets and what it gets.</summary>
/// <param name="Ticket">How people name it: <c>jr:SHOP-12</c>.</param>
/// <param name="Fields">Field by field.</param>
/// <param name="Comments">How many comments it gets.</param>
/// <param name="Files">How many files it gets.</param>
/// <param name="Kept">Values that lose: they are kept in the journal and shown with the case.</param>
/// <param name="Problem">What would keep it from going on, for a person to decide; null when nothing would.</param>
public sealed record ConnectedTicket(
    string Ticket, string Party, IReadOnlyList<FieldPreview> Fields, int Comments, int Files, IReadOnlyList<KeptValue> Kept, string? Problem);

/// <summary>A native field before and after.</summary>
public sealed record FieldPreview(string Field, string Before, string After);

/// <summary>A value that loses.</summary>
/// <param name="Field">Canonical name, or <c>native:NAME</c>.</param>
/// <param name="Party">Whose value it is.</param>
public sealed record KeptValue(string Field, string Value, string Party, string Reason);
