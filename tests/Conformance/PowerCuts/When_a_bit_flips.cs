using Entente.Conformance.Tests.Storage;
using Entente.Core.Journal;
using Entente.Storage;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>RELIABILITY D04: a record that is not what was written refuses its ticket, and no other.</summary>
public sealed class When_a_bit_flips : IDisposable
{
    private readonly SqliteFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData("SELECT p.body FROM payload AS p JOIN entry AS e ON e.payload = p.id WHERE e.ticket = 't2' AND e.n = 2", "a payload")]
    [InlineData("SELECT p.salt FROM payload AS p JOIN entry AS e ON e.payload = p.id WHERE e.ticket = 't2' AND e.n = 2", "a salt")]
    [InlineData("SELECT hash FROM entry WHERE ticket = 't2' AND n = 2", "an entry's hash")]
    [InlineData("SELECT payload_hash FROM entry WHERE ticket = 't2' AND n = 2", "a payload's hash")]
    [InlineData("SELECT body FROM state_copy WHERE ticket = 't2'", "a copy of a state")]
    [InlineData("SELECT envelope FROM lane WHERE to_ticket = 't2'", "an envelope")]
    [InlineData("SELECT prev_hash FROM lane WHERE to_ticket = 't2' AND seq = 2", "an envelope's chain")]
    public async Task The_ticket_is_refused_and_the_others_go_on(string sql, string what)
    {
        await FillAsync();
        Flip(sql);

        await using var store = await file.OpenAsync();
        var refusal = await Should.ThrowAsync<StorageException>(() => LoadAsync(store, Samples.Jira), what);

        refusal.Fault.ShouldBe(StorageFault.RecordDamaged);
        refusal.Message.ShouldContain(Samples.Jira.Id);
        var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "north", TimeSpan.FromSeconds(30), Samples.At(9), Cancellation)).ShouldNotBeNull();
        var batch = Samples.Batch(claim.Ticket, await store.LoadAsync(claim, null, Cancellation));
        (await store.AppendAsync(claim, batch, Cancellation)).ShouldBe(AppendOutcome.Appended);
    }

    private static Task<TicketWork> LoadAsync(SqliteStore store, TicketAddress ticket) =>
        store.LoadAsync(new Claim(ticket, "", 0, DateTimeOffset.MinValue), null, Cancellation);

    /// <summary>Two tickets; the second has a copy at its first entry, one entry more, and two envelopes from the first.</summary>
    private async Task FillAsync()
    {
        await using var store = await file.OpenAsync();
        foreach (var (ticket, hasCopy) in new[] { (Samples.Zendesk, true), (Samples.Jira, true), (Samples.Jira, false) })
        {
            var claim = (await store.ClaimTicketAsync(ticket, "north", TimeSpan.FromSeconds(30), Samples.At(0), Cancellation)).ShouldNotBeNull();
            var batch = Samples.Batch(ticket, await store.LoadAsync(claim, null, Cancellation));
            await store.AppendAsync(
                claim,
                batch with
                {
                    State = hasCopy ? Samples.Bytes($"the state of {ticket.Id}") : null,
                    Sends = ticket == Samples.Zendesk ? Samples.Lane(Samples.Zendesk, Samples.Jira, 2) : [],
                },
                Cancellation);
        }
    }

    /// <summary>Turns one bit of the value, in the bytes of the file: SQLite does not see it.</summary>
    private void Flip(string sql)
    {
        byte[] value;
        using (var session = new Session(Connections.OpenReader(file.FullName, StoreTuning.Product)))
            value = session[sql].First(row => row.GetBytes(0))!;
        var bytes = File.ReadAllBytes(file.FullName);
        var at = -1;
        while ((at = bytes.AsSpan(at + 1).IndexOf(value) is >= 0 and var next ? at + 1 + next : -1) >= 0)
            bytes[at + value.Length / 2] ^= 1;
        File.WriteAllBytes(file.FullName, bytes);
    }
}
