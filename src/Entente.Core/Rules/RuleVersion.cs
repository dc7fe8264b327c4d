using System.Security.Cryptography;

namespace Entente.Core.Rules;

/// <summary>The version of a rule: the first 80 bits of its file's SHA-256 in lower-case base32 (RFC 4648), 16 characters.</summary>
internal static class RuleVersion
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 16;

    public static string Of(byte[] content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var window = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            text[i] = Alphabet[(window >> (11 - (bit % 8))) & 31];
        }
        return new string(text);
    }
}
