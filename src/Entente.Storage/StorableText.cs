namespace Entente.Storage;

/// <summary>
/// Text as every store can hold it. PostgreSQL holds no U+0000 and no half of a surrogate pair, people's titles may: both become U+FFFD.
/// </summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    public static string? Of(string? word) =>
        word is null || (!word.Contains('\0') && word.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) ? word : Replaced(word);

    private static string Replaced(string word)
    {
        var letters = word.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
            if (char.IsHighSurrogate(letters[i]) && i + 1 < letters.Length && char.IsLowSurrogate(letters[i + 1]))
                i++;
            else if (letters[i] == '\0' || char.IsSurrogate(letters[i]))
                letters[i] = Replacement;
        return new string(letters);
    }
}
