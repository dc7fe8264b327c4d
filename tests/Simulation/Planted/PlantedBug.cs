using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node.Intake;
using Entente.Simulation.Tests.Engine;

namespace Entente.Simulation.Tests.Planted;

/// <summary>A protocol bug that a run carries, planted around the product's seams; this one is none.</summary>
internal class PlantedBug
{
    public virtual string Name => "none";

    public virtual IJournal Wrap(IJournal journal) => journal;

    public virtual IConnector Wrap(IConnector connector, ConnectionSettings settings) => connector;

    public virtual HttpMessageHandler Wrap(HttpMessageHandler wire, Timeline timeline) => wire;

    public virtual TimeProvider Wrap(TimeProvider time) => time;

    public virtual ConnectionSettings Wrap(ConnectionSettings settings) => settings;

    public virtual Task<WebhookAnswer> TakeAsync(WebhookIntake intake, string connection, WebhookCall call) =>
        intake.TakeAsync(connection, call, CancellationToken.None);
}
