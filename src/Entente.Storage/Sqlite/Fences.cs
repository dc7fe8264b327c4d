namespace Entente.Storage.Sqlite;

/// <summary>Fences rise from one opening of the file to the next: each takes a block of its own.</summary>
internal static class Fences
{
    /// <summary>The named value that says where the next block begins. It belongs to this file, not to what a copy holds.</summary>
    public const string Name = "journal/fences";
    private const long BlockSize = 1L << 40;

    /// <summary>The last fence before this opening's block.</summary>
    public static long Begin(Session session)
    {
        var last = Values.Read(session, Name) is { } text
            ? long.Parse(text)
            : session["SELECT coalesce(max(fence), 0) FROM ticket"].First(row => row.GetInt64(0)); // written by a release that kept them in rows
        new Values(session).Write(Name, (last + BlockSize).ToString());
        return last;
    }
}
