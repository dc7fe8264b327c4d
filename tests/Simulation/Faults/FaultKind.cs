namespace Entente.Simulation.Tests.Faults;

/// <summary>Faults that the swarm switches on, under their names in the fault catalogue.</summary>
internal enum FaultKind
{
    T01, T02, T03, T04, T05, T06, T08, T09, T10, T11, T12, T13, T14, T16, T23, T24, T25,
    R01, R05, R07, R10,
    W01, W02, W03, W04, W05, W06, W09, W10, W11, W12,
    B02, B09,
    D02, D05, D07,
    C01, C02, C03, C07, C11, C16, C17,
}
