namespace Entente.Connectors.AzureDevOps;

/// <summary>The failure codes that this connector registers; what each means and what to do about it stands in this folder's README.</summary>
internal static class AzureDevOpsCodes
{
    public const string Unauthorized = "azuredevops.unauthorized";
    public const string Forbidden = "azuredevops.forbidden";
    public const string NotFound = "azuredevops.not-found";
    public const string NoProject = "azuredevops.no-such-project";
    public const string NoEndpoint = "azuredevops.no-endpoint";
    public const string Version = "azuredevops.version";
    public const string Refused = "azuredevops.refused";
    public const string Rule = "azuredevops.rule";
    public const string NoPath = "azuredevops.no-such-path";
    public const string RelationExists = "azuredevops.relation-exists";
    public const string RevisionLimit = "azuredevops.revision-limit";
    public const string Conflict = "azuredevops.conflict";
    public const string TooLarge = "azuredevops.too-large";
    public const string RateLimited = "azuredevops.rate-limited";
    public const string Unavailable = "azuredevops.unavailable";
    public const string ForeignAnswer = "azuredevops.foreign-answer";
    public const string NeedsField = "azuredevops.needs-field";
    public const string UnfitValue = "azuredevops.unfit-value";
    public const string UnwritableField = "azuredevops.unwritable-field";
}
