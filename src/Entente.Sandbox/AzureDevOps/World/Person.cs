using System.Text;

namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>Somebody of the organisation.</summary>
/// <param name="Id">A GUID; what fields of type identity store.</param>
/// <param name="UniqueName">The e-mail address with which the person signs in.</param>
internal sealed record Person(string Id, string DisplayName, string UniqueName)
{
    /// <summary>The personal access token; null for someone who cannot sign in here.</summary>
    public string? Token { get; init; }

    /// <summary>Holds the permission "Bypass rules on work item updates".</summary>
    public bool MayBypassRules { get; init; }

    /// <summary>The form of reports, service hooks and old answers: <c>David &lt;david@global.example&gt;</c>.</summary>
    public string Name => $"{DisplayName} <{UniqueName}>";

    public string Descriptor => "aad." + Convert.ToBase64String(Encoding.ASCII.GetBytes(Id)).TrimEnd('=');
}
