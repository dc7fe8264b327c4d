using System.Text;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Simulation.Tests.Planted;

/// <summary>Bugs between engine and trackers.</summary>
internal static class ConnectorBugs
{
    /// <summary>What a probe cannot find is not there.</summary>
    internal sealed class ConcludesAbsence(IConnector inner) : ConnectorShell(inner)
    {
        public override async Task<ProbeOutcome> ProbeAsync(
            EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation)
        {
            try
            {
                var outcome = await base.ProbeAsync(effect, call, sentAt, cancellation);
                return outcome.Verdict == ProbeVerdict.Unknown ? outcome with { Verdict = ProbeVerdict.Absent } : outcome;
            }
            catch (ConnectorException)
            {
                return new ProbeOutcome(ProbeVerdict.Absent, null, "the search failed");
            }
        }
    }

    internal sealed class NeverProbes(IConnector inner) : ConnectorShell(inner)
    {
        public override Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
            Task.FromResult(new ProbeOutcome(ProbeVerdict.Absent, null, "nobody asked"));
    }

    /// <summary>One kind of failure is taken for another.</summary>
    internal sealed class Misreads(IConnector inner, FailureKind given, FailureKind taken) : ConnectorShell(inner)
    {
        public override async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
        {
            try
            {
                return await base.SendAsync(effect, call, cancellation);
            }
            catch (ConnectorException failure) when (failure.Kind == given)
            {
                throw new ConnectorException(taken, failure.Code, failure.Message);
            }
        }
    }

    /// <summary>A failure of a change counts as done.</summary>
    internal sealed class Believes(IConnector inner, params FailureKind[] kinds) : ConnectorShell(inner)
    {
        public override async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
        {
            try
            {
                return await base.SendAsync(effect, call, cancellation);
            }
            catch (ConnectorException failure) when (kinds.Contains(failure.Kind) && effect.NativeId is not null)
            {
                return new WriteResult { NativeId = effect.NativeId };
            }
        }
    }

    internal sealed class ForgetsWaits(IConnector inner) : ConnectorShell(inner)
    {
        public override async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
        {
            try
            {
                return await base.SendAsync(effect, call, cancellation);
            }
            catch (ConnectorException failure) when (failure.Kind == FailureKind.RateLimited)
            {
                throw new ConnectorException(FailureKind.RateLimited, failure.Code, failure.Message);
            }
        }
    }

    internal sealed class SendsTwice(IConnector inner) : ConnectorShell(inner)
    {
        public override async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
        {
            if (effect.Step.Kind == WriteKind.AddComment)
                await base.SendAsync(effect, call, cancellation);
            return await base.SendAsync(effect, call, cancellation);
        }
    }

    internal sealed class DropsMarker(IConnector inner) : ConnectorShell(inner)
    {
        public override async Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation)
        {
            var call = await base.PrepareAsync(effect, cancellation);
            var body = Encoding.UTF8.GetString(call.Body).Replace(effect.EffectId, "nobody", StringComparison.Ordinal);
            var headers = call.Headers.Where(header => header.Key != "Idempotency-Key");
            return call with
            {
                Body = Encoding.UTF8.GetBytes(body),
                Headers = new SortedDictionary<string, string>(headers.ToDictionary(), StringComparer.Ordinal),
            };
        }
    }

    /// <summary>Comments are changed as they are read.</summary>
    internal abstract class Rereads(IConnector inner) : ConnectorShell(inner)
    {
        public override async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation)
        {
            var read = await base.ReadAsync(nativeId, known, cancellation);
            return read with { Snapshot = read.Snapshot with { Comments = Change(read.Snapshot.Comments) } };
        }

        protected abstract IReadOnlyList<TicketComment> Change(IReadOnlyList<TicketComment> comments);
    }

    internal sealed class Publishes(IConnector inner) : Rereads(inner)
    {
        protected override IReadOnlyList<TicketComment> Change(IReadOnlyList<TicketComment> comments) =>
            [.. comments.Select(comment => comment with { IsPublic = true })];
    }

    internal sealed class ReversesComments(IConnector inner) : Rereads(inner)
    {
        protected override IReadOnlyList<TicketComment> Change(IReadOnlyList<TicketComment> comments) => [.. comments.Reverse()];
    }

    internal sealed class NumbersComments(IConnector inner) : Rereads(inner)
    {
        protected override IReadOnlyList<TicketComment> Change(IReadOnlyList<TicketComment> comments) =>
            [.. comments.Select((comment, place) => comment with { NativeId = $"{comments.Count - place}" })];
    }

    internal sealed class MistakesAuthors(IConnector inner) : Rereads(inner)
    {
        protected override IReadOnlyList<TicketComment> Change(IReadOnlyList<TicketComment> comments) =>
            [.. comments.Select(comment => comment with { Author = comment.Author with { IsHub = true } })];
    }

    /// <summary>What was read once is not read again.</summary>
    internal sealed class TrustsCache(IConnector inner) : ConnectorShell(inner)
    {
        private readonly Dictionary<string, TicketRead> first = new(StringComparer.Ordinal);

        public override async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
            first.TryGetValue(nativeId, out var read) ? read : first[nativeId] = await base.ReadAsync(nativeId, known, cancellation);
    }

    internal sealed class PollsBlindly(IConnector inner) : ConnectorShell(inner)
    {
        public override async Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation) =>
            await base.PollAsync(cursor, cancellation) with { Hits = [] };
    }

    internal sealed class HoldsAll(IConnector inner) : ConnectorShell(inner)
    {
        public override bool Holds(string field, CelValue current, CelValue wanted) => true;
    }

    internal sealed class HalvesFiles(IConnector inner) : ConnectorShell(inner)
    {
        public override async Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation)
        {
            await using var whole = await base.OpenAttachmentAsync(attachment, cancellation);
            using var copy = new MemoryStream();
            await whole.CopyToAsync(copy, cancellation);
            return new MemoryStream(copy.ToArray()[..(int)(copy.Length / 2)]);
        }
    }

    internal sealed class LosesFiles(IConnector inner) : ConnectorShell(inner)
    {
        public override Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
            throw new ConnectorException(FailureKind.NotFound, "planted", "gone");
    }
}
