using Entente.Core.Journal;
using Entente.Storage.Postgres;

using Npgsql;

namespace Entente.Conformance.Tests.Storage;

/// <summary>The second wall of the read paths: what the role of pages and API sees is picked by the database, whatever the query says.</summary>
public sealed class When_a_party_reads_postgres(PostgresRun run) : IAsyncLifetime
{
    private static readonly string[] Walled = ["ticket", "state_copy", "entry", "notice", "lane", "lane_taken", "side", "change", "effect"];
    private static readonly string[] Closed = ["wake", "budget", "value", "upload", "blob", "chunk", "secret", "node", "duty", "migration"];

    private readonly PostgresSchema schema = run.NextSchema();
    private PostgresStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> WalledTables => [.. Walled];

    public static TheoryData<string> ClosedTables => [.. Closed];

    public async ValueTask InitializeAsync()
    {
        store = await schema.OpenAsync();
        await FillAsync(Samples.Zendesk, Samples.Jira);
        await FillAsync(Samples.Jira, Samples.Zendesk);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [MemberData(nameof(WalledTables))]
    public async Task It_sees_its_own_rows_and_none_of_another(string table)
    {
        (await SeenAsync(table, "mercuri")).ShouldBe(["mercuri"]);
        (await SeenAsync(table, "infinity")).ShouldBe(["infinity"]);
        (await SeenAsync(table, "global")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(WalledTables))]
    public async Task Without_a_party_there_are_no_rows(string table)
    {
        (await SeenAsync(table, null)).ShouldBeEmpty();
        (await SeenAsync(table, "")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(ClosedTables))]
    public async Task What_belongs_to_no_party_is_closed(string table)
    {
        await using var connection = await schema.ConnectAsync("-c role=entente_reader");
        await using var query = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);

        (await Should.ThrowAsync<PostgresException>(() => query.ExecuteScalarAsync(Cancellation))).SqlState
            .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_reader_writes_nothing()
    {
        await using var connection = await schema.ConnectAsync("-c role=entente_reader -c app.party=mercuri");
        await using var update = new NpgsqlCommand("UPDATE ticket SET title = 'mine'", connection);

        (await Should.ThrowAsync<PostgresException>(() => update.ExecuteNonQueryAsync(Cancellation))).SqlState
            .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Every_question_of_a_party_s_reader_is_answered_within_its_wall()
    {
        var reader = store.ReaderOf("mercuri");

        (await reader.TicketsAsync(null, null, 10, Cancellation)).Select(row => row.Ticket).ShouldBe([Samples.Zendesk]);
        (await reader.TicketsAsync("infinity", null, 10, Cancellation)).ShouldBeEmpty();
        (await reader.TicketAsync(Samples.Jira.Id, Cancellation)).ShouldBeNull();
        (await reader.TicketByKeyAsync("jr", "KEY-jr", Cancellation)).ShouldBeNull();
        (await reader.TicketByKeyAsync("zd", "KEY-zd", Cancellation)).ShouldNotBeNull();
        (await reader.EntriesAsync(Samples.Jira.Id, 1, 10, Cancellation)).ShouldBeEmpty();
        (await reader.EntriesAsync(Samples.Zendesk.Id, 1, 10, Cancellation)).Count.ShouldBe(2);
        (await reader.SidesAsync(null, null, Cancellation)).ShouldAllBe(side => side.Party == "mercuri");
        (await reader.ChangesAsync(null, Cancellation)).ShouldAllBe(change => change.Party == "mercuri");
        (await reader.EffectsAsync(null, Cancellation)).ShouldAllBe(effect => effect.Party == "mercuri");
        (await reader.EffectAsync("e-jr", Cancellation)).ShouldBeNull();
        (await reader.ChangeCountsAsync(Cancellation))["care-pm"]["pending"].ShouldBe(1);
    }

    [Fact]
    public async Task A_party_does_not_stay_with_the_connection_that_it_was_set_on()
    {
        for (var i = 0; i < 8; i++)
        {
            (await store.ReaderOf("mercuri").TicketsAsync(null, null, 10, Cancellation)).Count.ShouldBe(1);
            (await store.ReaderOf("").TicketsAsync(null, null, 10, Cancellation)).ShouldBeEmpty();
        }
    }

    /// <summary>A row in every table, of a party; the message that the other ticket sent is taken.</summary>
    private async Task FillAsync(TicketAddress ticket, TicketAddress other)
    {
        await store.NoticeAsync(Samples.Notice(ticket, $"d-{ticket.Connection}"), Cancellation);
        await AppendAsync(ticket, batch => batch with
        {
            Row = Samples.Row(ticket, key: $"KEY-{ticket.Connection}"),
            Sides = [Samples.Side(ticket, "twin-1")],
            Changes = [Samples.Change(ticket, 1, 1)],
            Effects = [Samples.Effect(ticket, $"e-{ticket.Connection}")],
            Sends = Samples.Lane(ticket, other, 2),
        });
        await AppendAsync(other, batch => batch with
        {
            Row = Samples.Row(other, key: $"KEY-{other.Connection}"),
            Takes = [Samples.Position(Samples.Lane(ticket, other, 1)[0])],
        });
    }

    private async Task AppendAsync(TicketAddress ticket, Func<Batch, Batch> fill)
    {
        var claim = (await store.ClaimTicketAsync(ticket, "north", TimeSpan.FromSeconds(30), Samples.At(0), Cancellation)).ShouldNotBeNull();
        var work = await store.LoadAsync(claim, null, Cancellation);
        (await store.AppendAsync(claim, fill(Samples.Batch(ticket, work)) with { Release = new Release(null) }, Cancellation))
            .ShouldBe(AppendOutcome.Appended);
    }

    private async Task<List<string>> SeenAsync(string table, string? party)
    {
        await using var connection = await schema.ConnectAsync("-c role=entente_reader");
        await using var batch = new NpgsqlBatch(connection);
        if (party is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('app.party', $1, true)") { Parameters = { new() { Value = party } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT DISTINCT party FROM {table}"));
        await using var rows = await batch.ExecuteReaderAsync(Cancellation);
        if (party is not null)
            await rows.NextResultAsync(Cancellation);
        return await rows.AllAsync(row => row.GetString(0));
    }
}
