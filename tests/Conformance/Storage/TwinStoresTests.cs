namespace Entente.Conformance.Tests.Storage;

/// <summary>The store in memory is the model: the same random calls on it and on the file are answered alike, over crashes too.</summary>
public sealed class TwinStoresTests
{
    private const int Steps = 2000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_file_answers_as_the_model_does(int seed)
    {
        await using var twins = await TwinStores.OpenAsync(seed);
        for (var step = 0; step < Steps; step++)
            await twins.StepAsync($"seed {seed}, step {step}");
        await twins.RestartAsync($"seed {seed}, end");
    }
}
