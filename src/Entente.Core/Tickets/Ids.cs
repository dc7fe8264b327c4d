using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Core.Tickets;

/// <summary>
/// Derived ids (DESIGN 12): SHA-256 over length-prefixed parts, the first 20 bytes in lower-case base32, 32 characters, no spaces. Equal parts give
/// equal ids on every node and in every run; no id is ever drawn at random.
/// </summary>
public static class Ids
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Bytes = 20;
    private const int ShortText = 512;

    /// <summary>A ticket that was raised in its tracker.</summary>
    public static string Ticket(string connection, string nativeId) => Hash("ticket", connection, nativeId);

    /// <summary>A ticket that the hub itself makes for a twin: its native id is not known yet.</summary>
    public static string TicketOfTwin(string connection, string twin) => Hash("ticket-of-twin", connection, twin);

    /// <summary>Two tickets that a link keeps together, named after the ticket that was there first.</summary>
    public static string Twin(string link, string connection, string nativeId) => Hash("twin", link, connection, nativeId);

    /// <summary>
    /// One intended write. <paramref name="plan"/> rises only after a definite no, so that a refused write and its changed successor are two effects,
    /// while a write of unknown outcome keeps its id and its marker.
    /// </summary>
    public static string Effect(string ticket, string cause, WriteKind kind, int ordinal, int plan) =>
        Hash("effect", ticket, cause, kind.ToString(), ordinal.ToString(), plan.ToString());

    /// <summary>A digest of text for comparisons, not an id.</summary>
    public static string Digest(string text) => Hash("digest", text);

    private static string Hash(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        var text = length <= ShortText ? stackalloc byte[length] : new byte[length];
        var rest = text;
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, part.Length);
            rest = rest[(sizeof(int) + Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]))..];
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return Base32(hash[..Bytes]);
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Bytes * 8 / 5];
        int buffer = 0, bits = 0, n = 0;
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[n++] = Alphabet[(buffer >> bits) & 31];
            }

            buffer &= (1 << bits) - 1;
        }

        return new string(text);
    }
}
