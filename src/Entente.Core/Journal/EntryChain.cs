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

    /// <summary>The hash that <see cref="LaneMessage.Hash"/> must have: over its place, its receiver, its content and its predecessor.</summary>
    public static string LaneHash(LaneMessage message) => Hex(SHA256.HashData(
    [
        .. Encoding.UTF8.GetBytes(
            $"{message.Twin}\n{message.FromTicket}\n{message.To.Id}\n{message.Epoch}\n{message.Seq}\n{message.Kind}\n{message.PreviousHash}\n"),
        .. message.Envelope,
    ]));

    /// <summary>The salt of one entry's payload: nobody without the hub's key can make it.</summary>
    public byte[] Salt(string ticketId, long n)
    {
        if (salts is not { } known || known.Key != key)
            salts = known = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        known.Hash.AppendData(Encoding.UTF8.GetBytes($"{ticketId}|{n}"));
        return known.Hash.GetHashAndReset()[..16];
    }

    /// <summary>Signs an act before it goes into the audit log, so that whoever can only write the store cannot add one.</summary>
    public string Seal(AuditAct act) => Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(AuditChain.Text(act))));

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
