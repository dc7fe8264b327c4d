using System.Reflection;

using Entente.Core.Journal;

namespace Entente.Unit.Tests.Node;

/// <summary>The owner that comes right when a batch is durable finds its state in memory: nothing is read back and folded again.</summary>
public sealed class RememberedStateTests
{
    [Fact]
    public async Task The_state_of_a_batch_is_remembered_before_the_batch_is_durable()
    {
        HubInMemory hub = null!;
        var appends = 0;
        hub = new HubInMemory(watch: journal => AppendWatch.Of(journal, (claim, batch) =>
        {
            hub.Hub.States.Find(claim.Ticket.Id).ShouldNotBeNull().HeadHash.ShouldBe(batch.Entries[^1].Hash);
            appends++;
        }));

        hub.AskZendesk("POST", "/api/v2/tickets", new
        {
            ticket = new
            {
                subject = "Checkout shows a blank page",
                comment = new { body = "Chrome, more than ten items" },
                priority = "high",
                type = "incident",
                status = "open",
                tags = new[] { "checkout" },
            },
        });
        await hub.SettleAsync();

        appends.ShouldBeGreaterThan(0);
    }
}

/// <summary>A journal that tells of each append before it is made.</summary>
public class AppendWatch : DispatchProxy
{
    private IJournal journal = null!;
    private Action<Claim, Batch> appending = null!;

    public static IJournal Of(IJournal journal, Action<Claim, Batch> appending)
    {
        var watched = Create<IJournal, AppendWatch>();
        ((AppendWatch)watched).journal = journal;
        ((AppendWatch)watched).appending = appending;
        return watched;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IJournal.AppendAsync))
            appending((Claim)args![0]!, (Batch)args[1]!);
        return targetMethod.Invoke(journal, args);
    }
}
