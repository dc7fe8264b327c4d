using System.Security.Cryptography;
using System.Text;

namespace Entente.Storage;

/// <summary>One numbered script that brings a store to this program's schema.</summary>
/// <param name="Name">The file's name: four digits, then what it is about.</param>
internal sealed record MigrationScript(string Name, string Text)
{
    /// <summary>What a store keeps of it, so that another script under its name is noticed.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The oldest migration that a program must know to use a store with it.</summary>
    public string ReadableSince => MigrationMark.Of(Name, Text);

    /// <summary>The embedded scripts of a folder such as <c>Sqlite/Migrations/</c>, in their order.</summary>
    public static IEnumerable<MigrationScript> In(string folder)
    {
        var assembly = typeof(MigrationScript).Assembly;
        var resources = assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal));
        foreach (var resource in resources.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return new MigrationScript(resource[folder.Length..], reader.ReadToEnd());
        }
    }
}
