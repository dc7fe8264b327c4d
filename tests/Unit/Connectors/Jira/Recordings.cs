using System.Text.Json;

namespace Entente.Unit.Tests.Connectors.Jira;

/// <summary>The recorded bodies beside these tests.</summary>
internal static class Recordings
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder(), name));

    public static JsonElement Json(string name) => JsonDocument.Parse(Bytes(name)).RootElement;

    public static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static string Folder()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Entente.slnx")))
            at = Path.GetDirectoryName(at.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new InvalidOperationException("No Entente.slnx above the tests.");
        return Path.Combine(at, "tests", "Unit", "Connectors", "Jira", "Recorded");
    }
}
