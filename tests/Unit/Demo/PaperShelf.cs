using Entente.Demo.Checking;
using Entente.Demo.Trackers.Shelves;

namespace Entente.Unit.Tests.Demo;

/// <summary>A tracker on paper: remembers what was marked, shows what it was given.</summary>
internal sealed class PaperShelf(string product, params IReadOnlyList<ShelfTicket> tickets) : ITicketShelf
{
    public SortedDictionary<string, string> Marked { get; } = new(StringComparer.Ordinal);

    public Toward Tracker { get; } = Enum.Parse<Toward>(product, ignoreCase: true);

    public string Product => product;

    public int TitleLimit { get; init; } = 255;

    public Task<IReadOnlyList<ShelfTicket>> TicketsAsync(CancellationToken cancellation) => Task.FromResult(tickets);

    public Task MarkAsync(string id, string title, string mark, CancellationToken cancellation)
    {
        Marked[id] = title;
        return Task.CompletedTask;
    }

    public Task RetitleAsync(string id, string title, CancellationToken cancellation) => Task.CompletedTask;

    public Task CommentAsync(string id, string text, bool asOther, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<string>> ThreadAsync(string id, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<ShelfFields> FieldsAsync(string id, CancellationToken cancellation) => Task.FromResult(new ShelfFields("", "", "", ""));
}
