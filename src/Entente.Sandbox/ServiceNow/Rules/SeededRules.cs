using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>Business rules by name; their ids follow from it.</summary>
internal static class SeededRules
{
    public const string ClosedIncident = "Enforce security on closed incidents";

    public static string Id(string rule) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"rule {rule}")))[..32];
}
