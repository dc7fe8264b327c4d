using System.Text.Json.Serialization;

using Entente.Cel;
using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// One ticket in its owner's hands: facts are recorded, the state follows, and what was recorded becomes one batch of the journal. Decisions write
/// into a draft and nowhere else; a draft that is dropped leaves no trace.
/// </summary>
public sealed class TicketDraft
{
    private readonly EntryChain chain;
    private readonly List<JournalEntry> entries = [];
    private readonly List<LaneMessage> sends = [];
    private readonly List<LanePosition> takes = [];
    private readonly List<string> noticesDone = [];
    private readonly SortedDictionary<string, EffectRow> effects = new(StringComparer.Ordinal);
    private readonly List<ChangeRow> changes = [];
    private readonly List<Delivery> deliveries = [];
    private readonly SortedDictionary<string, SideRow> sides = new(StringComparer.Ordinal);
    private long head;
    private string headHash;
    private Notice? forward;

    public TicketDraft(TicketState state, TicketWork work, RuleBook book, EntryChain chain, DateTimeOffset now)
    {
        State = state;
        Book = book;
        Now = now;
        this.chain = chain;
        head = work.Head;
        headHash = work.HeadHash;
        TakeSides();
    }

    /// <summary>The state after everything recorded so far.</summary>
    public TicketState State { get; private set; }

    public RuleBook Book { get; }

    /// <summary>What share rules made of this turn's snapshots.</summary>
    internal ShareMemo Shares { get; } = new();

    /// <summary>What the journal does not know, after a restore; null for a store that was never restored.</summary>
    public LostStretch? Lost { get; init; }

    /// <summary>Whether a native field's value is what a write wanted, as <see cref="IConnector.Holds"/> says.</summary>
    public Func<string, CelValue, CelValue, bool> Holds { get; init; } = (_, current, wanted) => current == wanted;

    /// <summary>The instant of this decision; the owner moves it on before each.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Texts that must lie in the blob store before the batch is appended, by SHA-256.</summary>
    public SortedDictionary<string, byte[]> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>Number of the newest entry recorded.</summary>
    public long Head => head;

    /// <summary>The ticket's connection.</summary>
    public string Connection => State.Address.Connection;

    public void Record(Fact fact)
    {
        var before = State;
        State = TicketFold.Apply(State, fact);
        var kind = FactKinds.NameOf(fact);
        var entry = chain.Next(State.Address.Id, ++head, Now, kind, SyncJson.Write(fact), headHash);
        headHash = entry.Hash;
        entries.Add(entry);
        ReportEffects(before, fact);
        ReportChanges(before, fact);
        ReportDelivery(before, fact);
    }

    /// <summary>How an effect ended that the lost time line had made: found, not made again.</summary>
    public const string AdoptedState = "adopted";

    /// <summary>Puts an envelope into the lane to the partner and returns its position; the caller records the fact that goes with it.</summary>
    public (long Seq, string Hash) Send<T>(SideState side, string kind, T envelope)
    {
        var seq = side.SentSeq + 1;
        var bytes = SyncJson.Write(envelope);
        var message = new LaneMessage(side.Twin, State.Address.Id, side.Partner, Epoch: 1, seq, kind, bytes, side.SentHash, Hash: "");
        message = message with { Hash = EntryChain.LaneHash(message) };
        sends.Add(message);
        return (seq, message.Hash);
    }

    public void Took(LaneMessage message) => takes.Add(new LanePosition(message.Twin, message.FromTicket, message.Epoch, message.Seq));

    public void Answered(Notice notice) => noticesDone.Add(notice.Delivery);

    /// <summary>Notices that ask for nothing (any more) leave an entry of their own, so that they are done for good.</summary>
    public void AnsweredAll(IReadOnlyList<Notice> notices)
    {
        if (notices.Count > 0 && entries.Count == 0)
            Record(new Happened([]));
        noticesDone.AddRange(notices.Select(notice => notice.Delivery));
    }

    public void Forward(Notice notice) => forward = notice;

    /// <summary>True when an envelope waits to be sent.</summary>
    public bool HasSends => sends.Count > 0;

    /// <summary>How many entries were recorded since the last batch.</summary>
    public int Length => entries.Count;

    /// <summary>Remembers what was recorded so far, for <see cref="Return"/>.</summary>
    public DraftMark Mark() =>
        new(State, (head, headHash), (entries.Count, sends.Count, takes.Count, noticesDone.Count, changes.Count, deliveries.Count), [.. effects]);

    /// <summary>Drops what was recorded after the mark. A mark ends with the next <see cref="TakeBatch"/>.</summary>
    public void Return(DraftMark mark)
    {
        State = mark.State;
        (head, headHash) = mark.Head;
        entries.RemoveRange(mark.Counts.Entries, entries.Count - mark.Counts.Entries);
        sends.RemoveRange(mark.Counts.Sends, sends.Count - mark.Counts.Sends);
        takes.RemoveRange(mark.Counts.Takes, takes.Count - mark.Counts.Takes);
        noticesDone.RemoveRange(mark.Counts.NoticesDone, noticesDone.Count - mark.Counts.NoticesDone);
        changes.RemoveRange(mark.Counts.Changes, changes.Count - mark.Counts.Changes);
        deliveries.RemoveRange(mark.Counts.Deliveries, deliveries.Count - mark.Counts.Deliveries);
        effects.Clear();
        foreach (var (id, effect) in mark.Effects)
            effects[id] = effect;
    }

    /// <summary>What was recorded since the last call, as one batch without a copy of the state; null when nothing was.</summary>
    public Batch? TakeBatch()
    {
        if (entries.Count == 0)
            return null;
        var batch = new Batch
        {
            Entries = [.. entries],
            Row = new TicketRow(
                State.Address, State.NativeId, State.Base?.Key, State.CaseId.Length == 0 ? null : State.CaseId, Title(), State.Base?.Updated ?? Now),
            Sends = [.. sends],
            Takes = [.. takes],
            NoticesDone = [.. noticesDone],
            Forward = forward,
            Sides = TakeSides(),
            Changes = [.. changes],
            Effects = [.. effects.Values],
            Deliveries = [.. deliveries],
        };
        entries.Clear();
        sends.Clear();
        takes.Clear();
        noticesDone.Clear();
        effects.Clear();
        changes.Clear();
        deliveries.Clear();
        forward = null;
        return batch;
    }

    private string Title() =>
        State.Base is { } ticket && ticket.Fields.TryGetValue(TitleField(ticket), out var title) && title.Kind == Cel.CelKind.String
        ? title.AsString()
        : "";

    private static string TitleField(TicketSnapshot ticket) => ticket.Fields.ContainsKey("subject") ? "subject" : "summary";

    /// <summary>The rows of sides that are not those of the last batch, or of the load.</summary>
    private List<SideRow> TakeSides()
    {
        var changed = new List<SideRow>();
        foreach (var side in State.Sides.Values)
            TakeSide(side, NameOf(side.Stage), changed);
        foreach (var side in State.EndedSides.Values)
            TakeSide(side, "ended", changed);
        return changed;
    }

    private void TakeSide(SideState side, string state, List<SideRow> changed)
    {
        if (sides.TryGetValue(side.Twin, out var known) && known.State == state && known.Link == side.Link
            && known.Parked is null && side.Parked is null)
            return;
        var row = SideRowOf(side, state);
        if (known == row)
            return;
        sides[side.Twin] = row;
        changed.Add(row);
    }

    private static string NameOf(SideStage stage) => stage switch
    {
        SideStage.Opening => "opening",
        SideStage.Active => "active",
        SideStage.Parked => "parked",
    };

    private SideRow SideRowOf(SideState side, string state) => new(
        State.Address.Id, State.Address.Party, side.Twin, side.Link, state,
        side.Parked is null ? null : System.Text.Encoding.UTF8.GetString(SyncJson.Write(side.Parked)));

    private void ReportEffects(TicketState before, Fact fact)
    {
        foreach (var effect in State.Effects)
            if (!before.Effects.Contains(effect))
                effects[effect.Id] = EffectRowOf(effect, effect.Stage, null);
        foreach (var over in before.Effects.Where(effect => !State.Effects.Exists(open => open.Id == effect.Id)))
            effects[over.Id] = EndOf(over, fact);
        if (fact is ItemsRecalled items)
            foreach (var adopted in Adopted(items))
                effects[adopted.Id] = adopted;
    }

    private EffectRow EndOf(EffectState effect, Fact fact) => fact switch
    {
        Confirmed { Result: var made } => EffectRowOf(effect, EffectStage.Confirmed, made.ItemId ?? made.NativeId),
        Recalled { Result: var made } => EffectRowOf(effect, EffectStage.Confirmed, made.ItemId ?? made.NativeId) with { State = AdoptedState },
        _ => EffectRowOf(effect, EffectStage.Parked, null), // dropped before it was sent
    };

    /// <summary>Rows for what was found instead of being written, so that it can be counted.</summary>
    private IEnumerable<EffectRow> Adopted(ItemsRecalled items) =>
        items.Comments.Select(comment => (Kind: WriteKind.AddComment, comment.Origin, comment.NativeId))
            .Concat(items.Files.Select(file => (Kind: WriteKind.AddAttachment, Origin: file.Value, NativeId: file.Key)))
            .Select(item => new EffectRow(
                Ids.Effect(State.Address.Id, $"recalled:{items.Twin}:{item.NativeId}", item.Kind, 0, 0), State.Address.Id, State.Address.Party,
                item.Kind.ToString(), AdoptedState, 0, item.NativeId));

    private EffectRow EffectRowOf(EffectState effect, EffectStage stage, string? remoteId) => new(
        effect.Id, State.Address.Id, State.Address.Party, effect.Step.Kind.ToString(), stage.ToString().ToLowerInvariant(), effect.Attempt, remoteId);

    private void ReportChanges(TicketState before, Fact fact)
    {
        if (fact is Observed observed)
            foreach (var seen in observed.Changes)
                changes.Add(new ChangeRow(
                    State.Address.Id, State.Address.Party, seen.Twin, LinkOf(seen.Twin), head, seen.N, seen.Field, Name(seen.Stage), null, 0));
        if (fact is Receipted receipted && before.Sides[receipted.Twin].Outstanding.TryGetValue(receipted.Receipt.Answers, out var outstanding))
            foreach (var change in outstanding.Changes)
                changes.Add(Resolved(change, receipted));
        if (fact is TwinEnded ended)
            changes.AddRange(Cut(before.Sides[ended.Twin]));
    }

    private void ReportDelivery(TicketState before, Fact fact)
    {
        if (fact is Finished finished && finished.Outcomes.Values.Any(outcome => outcome.Stage == ChangeStage.Applied)
            && before.Sides[finished.Twin] is { Inbound: { } inbound } side)
            deliveries.Add(new Delivery(
                side.Link, side.Twin, side.Partner.Id, finished.Seq, side.Partner.Connection, Connection, inbound.Envelope.At));
    }

    /// <summary>What no receipt will tell any more: the twin has ended (Invariant 7).</summary>
    private IEnumerable<ChangeRow> Cut(SideState side) =>
        from outstanding in side.Outstanding
        from change in outstanding.Value.Changes
        select new ChangeRow(
            State.Address.Id, State.Address.Party, side.Twin, side.Link, change.Seq, change.N, change.Field, Name(ChangeStage.Filtered),
            TwinEnding.Code, outstanding.Key);

    private ChangeRow Resolved(ChangeRef change, Receipted receipted)
    {
        var outcome = ChangeOutcome.Of(change, receipted.Receipt.Outcomes);
        return new ChangeRow(
            State.Address.Id, State.Address.Party, receipted.Twin, LinkOf(receipted.Twin), change.Seq, change.N, change.Field, Name(outcome.Stage),
            outcome.Code,
            receipted.Receipt.Answers);
    }

    private string LinkOf(string twin) => State.Sides.TryGetValue(twin, out var side) ? side.Link : "";

    private static string Name(ChangeStage stage) => stage.ToString().ToLowerInvariant();
}

/// <summary>A place in a draft to which it can be taken back.</summary>
public sealed record DraftMark(
    TicketState State, (long N, string Hash) Head, (int Entries, int Sends, int Takes, int NoticesDone, int Changes, int Deliveries) Counts,
    IReadOnlyList<KeyValuePair<string, EffectRow>> Effects);

/// <summary>The journal's name of a fact: its discriminator.</summary>
internal static class FactKinds
{
    private static readonly Dictionary<Type, string> Names = typeof(Fact).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false)
        .Cast<JsonDerivedTypeAttribute>()
        .ToDictionary(attribute => attribute.DerivedType, attribute => (string)attribute.TypeDiscriminator!);

    public static string NameOf(Fact fact) => Names[fact.GetType()];
}
