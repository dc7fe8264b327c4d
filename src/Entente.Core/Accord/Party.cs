namespace Entente.Core.Accord;

/// <summary>A company in the accord.</summary>
/// <param name="Calendar">The id of its working calendar.</param>
public sealed record Party(string Id, string Name, string Region, string Calendar, IReadOnlyList<PartyUnit> Units);

/// <summary>A part of a party with its place in the ecosystem.</summary>
/// <param name="Id">Within its party; references write <c>party/unit</c>.</param>
/// <param name="Siam">customer, integrator or provider; null for a unit outside these layers.</param>
/// <param name="EcosystemRoles">Of orchestrator, complementor, broker, regulator.</param>
public sealed record PartyUnit(string Id, string Party, string? Siam, string Sourcing, IReadOnlyList<string> EcosystemRoles)
{
    /// <summary>How references name it: <c>mercuri/care</c>.</summary>
    public string Path => $"{Party}/{Id}";
}

/// <summary>A named role that people act under.</summary>
/// <param name="Unit">The unit's path.</param>
/// <param name="Holder">The person's name, where the accord names one.</param>
public sealed record AccordRole(string Id, string Unit, string? Holder);
