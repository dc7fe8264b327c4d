namespace Entente.Simulation.Tests;

/// <summary>Suites that fill every processor by themselves.</summary>
[CollectionDefinition("one after another", DisableParallelization = true)]
public sealed class OneAfterAnother;
