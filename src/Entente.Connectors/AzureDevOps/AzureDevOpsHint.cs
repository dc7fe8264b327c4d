using System.Globalization;

namespace Entente.Connectors.AzureDevOps;

/// <summary>What a prepared call notes for later: a number, and the ids of the files that it brings.</summary>
/// <param name="Number">Of a create the newest id before it; of a change the revision that it is conditional on.</param>
internal sealed record AzureDevOpsHint(long Number, IReadOnlyList<string> FileIds)
{
    public static AzureDevOpsHint? Parse(string? hint)
    {
        var parts = hint?.Split(';') ?? [];
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AzureDevOpsHint(number, parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number};{string.Join(',', FileIds)}");
}
