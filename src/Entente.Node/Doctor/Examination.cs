using Entente.Node.Measures;

namespace Entente.Node.Doctor;

/// <summary>What the doctor can say of a hub whose store is open.</summary>
/// <param name="IsRunning">True when a running hub examined itself.</param>
public sealed record ExaminationReport(bool IsRunning, string Node, string Version, IReadOnlyList<Finding> Findings);

/// <summary>Examines an open hub; a running one is not disturbed: everything is read, and each tracker is asked what its check asks.</summary>
public static class Examination
{
    public static async Task<ExaminationReport> RunAsync(HubContext hub, bool isRunning, CancellationToken cancellation)
    {
        if (!isRunning)
            await hub.Watches.LoadAsync(hub, cancellation);
        var findings = new List<Finding>
        {
            Finding.Ok("store.open", "", "The store opens and its schema is this program's."),
            await JournalCheck.RunAsync(hub, cancellation),
        };
        findings.AddRange(await ConnectionChecks.RunAsync(hub, cancellation));
        findings.AddRange(await WorkChecks.RunAsync(hub, isRunning, cancellation));
        return new ExaminationReport(isRunning, hub.Node, HubMeasures.Version, findings);
    }
}
