using Entente.Storage.Postgres;

namespace Entente.Node.Access;

/// <summary>
/// The secrets of a hub whose nodes share a database: sealed there, under the key that lies in each node's own folder. The database knows the key's
/// mark, so that a node with another key is refused before it writes a salt or a hook's address that the others do not know.
/// </summary>
public static class SharedSecrets
{
    /// <exception cref="HubStartException">The folder's key is not the hub's.</exception>
    public static SecretStore Open(string folder, PostgresStore store, Func<string, string?> environment)
    {
        var shelf = new PostgresSealed(store);
        var isMarked = shelf.HasKeyMark(); // asked before the folder, which another node of this machine may just be giving its key
        if (isMarked && !SecretStore.HasKey(folder))
            throw Refusal(folder, "has no key");
        var secrets = SecretStore.Open(folder, environment, shelf);
        return shelf.IsKeyOf(secrets.Derive("key mark")) ? secrets : throw Refusal(folder, "has the key of another hub");
    }

    private static HubStartException Refusal(string folder, string what) => new(
        $"The folder '{folder}' {what}. Copy the file 'key' from the folder of a node of this hub, readable by this account only, as you would "
        + "copy a TLS key.", isInput: true);
}
