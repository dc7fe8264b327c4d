using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Entente.Storage.Sealed;

namespace Entente.Node.Access;

/// <summary>
/// Secrets at rest: AES-256-GCM under a key file (mode 0600) that lies in the node's folder and never in a store. What is sealed lies beside it, or
/// in the database that the nodes share; then each node has a copy of the key. Write-only for people: nothing prints a value back. The environment
/// (<c>ENTENTE_SECRET_ZD</c>) comes before what is stored.
/// </summary>
public sealed class SecretStore
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly ISealedStore shelf;
    private readonly byte[] key;
    private readonly Func<string, string?> environment;

    private SecretStore(ISealedStore shelf, byte[] key, Func<string, string?> environment)
    {
        this.shelf = shelf;
        this.key = key;
        this.environment = environment;
    }

    /// <summary>Opens the secrets of a data folder; the first opening makes the key.</summary>
    /// <param name="shelf">Where the sealed secrets lie; null: in the folder.</param>
    public static SecretStore Open(string dataFolder, Func<string, string?> environment, ISealedStore? shelf = null)
    {
        Directory.CreateDirectory(dataFolder);
        var path = DataFolder.Key(dataFolder);
        if (!File.Exists(path))
            PrivateFile.TryCreate(path, RandomNumberGenerator.GetBytes(32));
        var key = File.ReadAllBytes(path);
        if (key.Length != 32)
            throw new InvalidDataException(
                $"{path} is not a key: 32 bytes expected, {key.Length} found. Restore it from your backup; without it the secrets are lost.");
        return new SecretStore(shelf ?? new FolderSealed(DataFolder.Secrets(dataFolder)), key, environment);
    }

    /// <summary>Whether a folder holds a key already.</summary>
    public static bool HasKey(string dataFolder) => File.Exists(DataFolder.Key(dataFolder));

    /// <summary>The secret of a connection, or null when none was set.</summary>
    /// <exception cref="CryptographicException">The file was altered or belongs to another key.</exception>
    public string? Read(string name)
    {
        if (FromEnvironment(name) is { Length: > 0 } given)
            return given;
        if (shelf.Read(Checked(name)) is not { } bytes)
            return null;
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain,
            Encoding.UTF8.GetBytes(name));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>True when the environment gives the secret, before any that is stored.</summary>
    public bool IsFromEnvironment(string name) => FromEnvironment(name) is { Length: > 0 };

    /// <summary>Stores a secret; the earlier one is replaced only when the new one is on disk.</summary>
    public void Write(string name, string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var bytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(name));
        shelf.Write(Checked(name), bytes);
    }

    public bool Remove(string name) => shelf.Remove(Checked(name));

    /// <summary>Names only, ordinal order.</summary>
    public IReadOnlyList<string> Names() => [.. shelf.Versions().Keys];

    /// <summary>By name, what changes when a stored secret does.</summary>
    public IReadOnlyDictionary<string, string> Versions() => shelf.Versions();

    /// <summary>A value derived from the key for one purpose: the same on every start, unknown to everybody else. 32 lower-case hex digits.</summary>
    public string Derive(string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose)))[..32];

    /// <summary>Names the key without telling anything of it: two folders with the same fingerprint have the same key. 16 hex digits.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(HMACSHA256.HashData(key, "fingerprint"u8))[..16];

    /// <summary>The key under which journal entries are salted.</summary>
    public byte[] JournalKey() => HMACSHA256.HashData(key, "journal"u8);

    /// <summary>The key under which checkpoints of the chains are signed.</summary>
    public byte[] CheckpointKey() => HMACSHA256.HashData(key, "checkpoint"u8);

    /// <summary>Reads a connection's secret as JSON; null when none is set. Throws <see cref="JsonException"/> for what is no JSON object.</summary>
    public ConnectionSecret? Connection(string id) =>
        Read(id) is { } text ? JsonSerializer.Deserialize<ConnectionSecret>(text, JsonSerializerOptions.Web) : null;

    private string? FromEnvironment(string name) => environment($"ENTENTE_SECRET_{name.ToUpperInvariant().Replace('-', '_')}");

    private static string Checked(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? name
        : throw new ArgumentException($"'{name}' is no name for a secret: letters, digits, '-' and '_' only.", nameof(name));
}

/// <summary>Where a connection's tracker is and how the hub gets in, as <c>entente secret set</c> takes it.</summary>
public sealed record ConnectionSecret
{
    public required Uri Endpoint { get; init; }

    public required string User { get; init; }

    public required string Token { get; init; }

    /// <summary>The secret with which the tracker signs its webhooks.</summary>
    public string WebhookSecret { get; init; } = "";

    /// <summary>The day on which the token ends, as its tracker says it (<c>2027-03-31</c>). Default: unknown.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Seconds after its deadline during which a request may still be applied; default 180.</summary>
    public double? SettleSeconds { get; init; }

    /// <summary>Seconds that one request may take; default 30.</summary>
    public double? DeadlineSeconds { get; init; }

    /// <summary>Seconds between polls; default 60.</summary>
    public double? PollSeconds { get; init; }

    /// <summary>Seconds by which each poll looks back; default 12 hours.</summary>
    public double? LookBackSeconds { get; init; }

    /// <summary>Calls a minute; default 300.</summary>
    public int? CallsPerMinute { get; init; }

    /// <summary>What only the connection's product knows, by name; the connector's README lists them.</summary>
    public SortedDictionary<string, string> Options { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What of it cannot work, as a sentence for its author; null when nothing.</summary>
    public string? Fault()
    {
        if (!Endpoint.IsAbsoluteUri || Endpoint.Scheme is not ("http" or "https"))
            return "The endpoint must be a whole web address, such as https://mercuri.zendesk.com.";
        var seconds = new (string Name, double? Given, double Most)[]
        {
            ("settleSeconds", SettleSeconds, 86_400),
            ("deadlineSeconds", DeadlineSeconds, 80),
            ("pollSeconds", PollSeconds, 86_400),
            ("lookBackSeconds", LookBackSeconds, 2_592_000),
        };
        foreach (var (name, given, most) in seconds)
            if (given is { } value && !(value > 0 && value <= most))
                return $"{name} must be more than 0 and at most {most}.";
        return CallsPerMinute is { } calls && calls is < 1 or > 1_000_000 ? "callsPerMinute must be from 1 to 1000000." : null;
    }
}
