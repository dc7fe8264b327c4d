using System.Security.Cryptography;
using System.Text;

namespace Entente.Core.Journal;

/// <summary>
/// Numbers and chains a ticket's entries. The hash covers the entry's own salted payload hash, never the payload itself, so that erasing a text
/// leaves every chain verifiable; the salt is derived from the hub's key, so that an erased short text cannot be guessed from its hash.
/// </summary>
public sealed class EntryChain(byte[] key)
{
    // One a thread, used again: making one costs more than hashing a few words.
    [ThreadStatic]
    private static (byte[] Key, IncrementalHash Hash)? salts;

    /// <summary>The next entry of a ticket.</summary>
    /// <param name="previousHash">Hash of the entry before; empty for the first.</param>
    public JournalEntry Next(string ticketId, long n, DateTimeOffset at, string kind, byte[] payload, string previousHash)
    {
        var salt = Salt(ticketId, n);
        var payloadHash = PayloadHash(salt, payload);
        var hash = Hash(ticketId, n, at, kind, payloadHash, previousHash);
        return new JournalEntry(n, at, kind, payload, salt, previousHash, hash) { PayloadHash = payloadHash };
    }

    /// <summary>The hash that <see cref="JournalEntry.Hash"/> must have, given the payload's salted hash.</summary>
    public static string Hash(string ticketId, long n, DateTimeOffset at, string kind, string payloadHash, string previousHash) =>
        Hex(SHA256.HashData(Encoding.UTF8.GetBytes($"{ticketId}\n{n}\n{at.UtcTicks}\n{kind}\n{payloadHash}\n{previousHash}")));

    /// <summary>The salted hash of a payload.</summary>
    public static string PayloadHash(byte[] salt, byte[] payload) => Hex(SHA256.HashData([.. salt, .. payload]));

    /// <summary>The hash of a lane message over its place, its content and its predecessor.</summary>
    public static string LaneHash(string twin, string fromTicket, long seq, string kind, byte[] envelope, string previousHash) =>
        Hex(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{twin}\n{fromTicket}\n{seq}\n{kind}\n{previousHash}\n"), .. envelope]));

    private byte[] Salt(string ticketId, long n)
    {
        if (salts is not { } known || known.Key != key)
            salts = known = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        known.Hash.AppendData(Encoding.UTF8.GetBytes($"{ticketId}|{n}"));
        return known.Hash.GetHashAndReset()[..16];
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
