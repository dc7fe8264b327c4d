using Entente.Storage.Copies;

namespace Entente.Node.Backups;

/// <summary>What a backup says of itself. It lies in the file as <c>manifest.json</c>.</summary>
public sealed record BackupManifest
{
    /// <summary>The form of the file; one that this program does not know is refused.</summary>
    public const string KnownFormat = "entente-backup/1";

    public string Format { get; init; } = KnownFormat;

    /// <summary>When the rows were read: what happened later is not in it.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>; a backup of one is restored into the other alike.</summary>
    public required string Store { get; init; }

    /// <summary>The newest migration of the store that it was read from.</summary>
    public required string StoreVersion { get; init; }

    /// <summary>The epoch of the hub.</summary>
    public required int Epoch { get; init; }

    /// <summary>Hash over the accord's files; null when no accord was named.</summary>
    public required string? AccordSha256 { get; init; }

    /// <summary>Which key opens the secrets; the key itself is never in a backup.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>The content hash over all rows: the same on every store that holds the same.</summary>
    public required string ContentSha256 { get; init; }

    public required IReadOnlyList<TableCount> Tables { get; init; }

    public required BlobCount Blobs { get; init; }

    /// <summary>Connections whose sealed secrets are in the file.</summary>
    public required IReadOnlyList<SecretPart> Secrets { get; init; }
}

/// <summary>The attachments of a backup; <paramref name="Sha256"/> is over their names, which are their own hashes, a line each.</summary>
public sealed record BlobCount(long Count, long Bytes, string Sha256);

/// <summary>One connection's sealed secret.</summary>
public sealed record SecretPart(string Name, string Sha256);
