namespace Entente.Core.Text.ServiceNow;

public sealed record ServiceNowWriteOptions
{
    /// <summary>Whether HTML in <c>[code]</c> may be written. False for description and other fields that are no journals.</summary>
    public bool AllowCode { get; init; } = true;
}
