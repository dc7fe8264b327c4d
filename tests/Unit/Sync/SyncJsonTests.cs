using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

using Entente.Cel;
using Entente.Core.Cases;
using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Sync;

/// <summary>The stored text of facts and states: journals that an earlier program wrote are read, and written alike.</summary>
public sealed class SyncJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly TicketSnapshot Snapshot = new()
    {
        NativeId = "35",
        Key = "#35",
        Address = new Uri("https://zd.example/35"),
        Revision = "r1",
        Updated = At,
        Created = At.AddTicks(1),
        Fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal)
        {
            ["Zone"] = CelValue.Null,
            ["description"] = RichTextValue.Of(RichText.FromText("a < b")),
            ["due"] = CelValue.UInt(7),
            ["effort"] = CelValue.Double(2),
            ["labels"] = CelValue.List([CelValue.String("Zürich & \"Bern\""), CelValue.Int(3)]),
            ["owner"] = CelValue.Map([KeyValuePair.Create("name", CelValue.String("Ann")), KeyValuePair.Create("here", CelValue.True)]),
        },
        Comments = [new TicketComment("c1", new TicketPerson("u1", "Ann"), true, RichText.FromText("hello"), At) { AttachmentIds = ["f1"] }],
        Attachments = [],
    };

    private static readonly ImmutableSortedDictionary<string, CelValue> Fields =
        ImmutableSortedDictionary.Create<string, CelValue>(StringComparer.Ordinal).SetItems(Snapshot.Fields);

    private static readonly Fact[] Facts =
    [
        new Observed(
            Snapshot, "webhook", true, [new SeenChange(1, "tw", "effort", ChangeStage.Pending, "1", "2")],
            [new CaseEvent(At, CaseEventKind.State, "mercuri", "Ann", "open") { Lamport = 4 }]),
        new Sent("tw", 1, "hash", Fields, ImmutableSortedDictionary<string, string>.Empty.Add("zd:c1", "digest"), [], ["zd:f1"]) { Lamport = 5 },
        new Confirmed(
            "e1", new WriteResult { NativeId = "35" }, null,
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, CelValue>>.Empty.Add("tw", Fields)),
        new SideParked("tw", new Parking("rule.type", Entente.Core.Sync.Fault.OurRule, "message", "remedy", At)),
    ];

    private static readonly TicketState State = new()
    {
        Address = new TicketAddress("t1", "mercuri", "zd"),
        Base = Snapshot,
        Sides = ImmutableSortedDictionary<string, SideState>.Empty.Add(
            "tw", new SideState { Twin = "tw", Link = "care-pm", Partner = new TicketAddress("t2", "infinity", "jr"), Shared = Fields }),
        Wrote = Fields,
        Lamport = 6,
    };

    [Fact]
    public void Facts_and_states_are_written_as_ever()
    {
        string[] written = [.. Facts.Select(fact => Text(SyncJson.Write(fact))), Text(SyncJson.Write(State))];

        written.ShouldBe(StoredTexts.All);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_stored_fact_is_read_and_written_as_it_was(int n) =>
        Text(SyncJson.Write(SyncJson.Read<Fact>(Encoding.UTF8.GetBytes(StoredTexts.All[n])))).ShouldBe(StoredTexts.All[n]);

    [Fact]
    public void A_stored_state_is_read_and_written_as_it_was() =>
        Text(SyncJson.Write(SyncJson.Read<TicketState>(Encoding.UTF8.GetBytes(StoredTexts.All[^1])))).ShouldBe(StoredTexts.All[^1]);

    [Fact]
    public void What_an_earlier_program_did_not_write_yet_is_as_in_a_new_state()
    {
        var state = SyncJson.Read<TicketState>("""
            {"address":{"id":"t1","party":"mercuri","connection":"zd"},
             "sides":{"tw":{"twin":"tw","link":"care-pm","partner":{"id":"t2","party":"infinity","connection":"jr"}}}}
            """u8);

        state.EndedSides.ShouldBeEmpty();
        state.Wrote.ShouldBeEmpty();
        state.Sides["tw"].Shared.ShouldBeEmpty();
        state.Sides["tw"].Outstanding.ShouldBeEmpty();
    }

    [Fact]
    public void A_snapshot_is_written_by_hand_as_its_contract_says()
    {
        TicketSnapshot[] snapshots =
        [
            Snapshot,
            Snapshot with { HistoryCursor = "<7>", Marker = "e1", IsFinal = true, Comments = [], Updated = At.ToOffset(TimeSpan.FromHours(2)) },
            Snapshot with
            {
                Attachments =
                [
                    new TicketAttachment("f1", "a.png", "image/png", 7, "https://zd.example/a")
                    {
                        Created = At,
                        Author = new TicketPerson("u1", "Ann"),
                    },
                ],
            },
        ];

        foreach (var snapshot in snapshots)
            Text(SyncJson.Write(snapshot)).ShouldBe(JsonSerializer.Serialize(snapshot, SyncJson.Plain));
    }

    [Fact]
    public void No_part_of_a_snapshot_is_forgotten_by_hand()
    {
        var written = Text(SyncJson.Write(Snapshot with { HistoryCursor = "7", Marker = "e1" }));

        foreach (var part in typeof(TicketSnapshot).GetProperties())
            written.ShouldContain($"\"{JsonNamingPolicy.CamelCase.ConvertName(part.Name)}\":");
    }

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
