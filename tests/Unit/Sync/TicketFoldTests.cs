using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Sync;

public sealed class TicketFoldTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("note", "retirement")]
    public void A_refused_note_is_dropped_alone(string effect, string left)
    {
        var empty = TicketFold.Resume(new TicketAddress("a", "mercuri", "zd"), null);
        var planned = TicketFold.Apply(empty, new Planned("", 0, [Effect("note"), Effect("retirement")], []));

        var after = TicketFold.Apply(planned, new Discarded("", "refused", IsConflict: false) { EffectId = effect });

        string.Join(' ', after.Effects.Select(open => open.Id)).ShouldBe(left);
    }

    private static EffectState Effect(string id) => new() { Id = id, Twin = "", Step = new WriteStep(WriteKind.LinkBack) };
}
