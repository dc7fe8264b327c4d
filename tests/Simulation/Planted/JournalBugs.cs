using System.Text;
using System.Text.Json.Nodes;

using Entente.Core.Journal;
using Entente.Storage;

namespace Entente.Simulation.Tests.Planted;

/// <summary>Bugs between engine and journal.</summary>
internal static class JournalBugs
{
    /// <summary>A failed append counts as made.</summary>
    internal sealed class SwallowsErrors(IJournal inner) : JournalShell(inner)
    {
        public override async Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation)
        {
            try
            {
                return await base.AppendAsync(claim, batch, cancellation);
            }
            catch (StorageException)
            {
                return AppendOutcome.Appended;
            }
        }
    }

    /// <summary>Every third hint is acknowledged and not stored.</summary>
    internal sealed class ForgetsNotices(IJournal inner) : JournalShell(inner)
    {
        private int count;

        public override Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation) =>
            ++count % 3 == 0 ? Task.FromResult(true) : base.NoticeAsync(notice, cancellation);
    }

    /// <summary>Who owns a ticket does not see what hints at it.</summary>
    internal sealed class HidesNotices(IJournal inner) : JournalShell(inner)
    {
        public override async Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation) =>
            await base.LoadAsync(claim, known, cancellation) is var work && work.Head > 6 ? work with { Notices = [] } : work;
    }

    /// <summary>What was answered goes on waiting.</summary>
    internal sealed class NeverDone(IJournal inner) : JournalShell(inner)
    {
        public override Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation) =>
            base.AppendAsync(claim, batch with { NoticesDone = [] }, cancellation);
    }

    /// <summary>What is put off is forgotten.</summary>
    internal sealed class NeverDue(IJournal inner) : JournalShell(inner)
    {
        public override Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation) =>
            base.AppendAsync(claim, batch.Release is null ? batch : batch with { Release = new Release(null) }, cancellation);

        public override Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation) =>
            base.ReleaseAsync(claim, null, cancellation);
    }

    /// <summary>The newest message of a lane comes first.</summary>
    internal sealed class ReversesLanes(IJournal inner) : JournalShell(inner)
    {
        public override async Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation) =>
            await base.LoadAsync(claim, known, cancellation) is var work && work.Inbox.Count > 1
                ? work with { Inbox = [.. work.Inbox.Reverse()] }
                : work;
    }

    /// <summary>Now and then a message is written down as sent and does not go.</summary>
    internal sealed class LosesSends(IJournal inner, string kind) : JournalShell(inner)
    {
        private int count;

        public override Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation) => base.AppendAsync(
            claim,
            batch.Sends.Any(send => send.Kind == kind) && ++count % 3 == 0
                ? batch with { Sends = [.. batch.Sends.Where(send => send.Kind != kind)] }
                : batch,
            cancellation);
    }

    /// <summary>What a lane brought, it brings again.</summary>
    internal sealed class RepeatsLanes(IJournal inner) : JournalShell(inner)
    {
        public override async Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation) =>
            await base.LoadAsync(claim, known, cancellation) is var work && work.Inbox.Count > 0
                ? work with { Inbox = [.. work.Inbox, work.Inbox[^1]] }
                : work;
    }

    /// <summary>Envelopes are changed on their way.</summary>
    internal sealed class RewritesEnvelopes(IJournal inner, Action<string, JsonObject> edit) : JournalShell(inner)
    {
        public override async Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation)
        {
            var work = await base.LoadAsync(claim, known, cancellation);
            return work.Inbox.Count == 0 ? work : work with { Inbox = [.. work.Inbox.Select(Edited)] };
        }

        private LaneMessage Edited(LaneMessage message)
        {
            if (message.Kind != "replica")
                return message;
            var envelope = JsonNode.Parse(message.Envelope)!.AsObject();
            edit(message.To.Id, envelope);
            return message with { Envelope = Encoding.UTF8.GetBytes(envelope.ToJsonString()) };
        }
    }
}
