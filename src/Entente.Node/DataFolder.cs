namespace Entente.Node;

/// <summary>What lies where in a hub's data folder.</summary>
public static class DataFolder
{
    /// <summary>The embedded store's file.</summary>
    public static string Store(string folder) => Path.Combine(folder, "entente.db");

    /// <summary>The folder of attachments, by hash.</summary>
    public static string Blobs(string folder) => Path.Combine(folder, "blobs");

    /// <summary>The file of the key that opens the secrets.</summary>
    public static string Key(string folder) => Path.Combine(folder, "key");

    /// <summary>The folder of sealed secrets.</summary>
    public static string Secrets(string folder) => Path.Combine(folder, "secrets");
}
