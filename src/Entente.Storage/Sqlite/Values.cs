namespace Entente.Storage.Sqlite;

/// <summary>Small named values outside any ticket.</summary>
internal sealed class Values(Session session)
{
    public static string? Read(Session reader, string name) => reader["SELECT text FROM value WHERE name = $1"].First(row => row.GetString(0), name);

    public void Write(string name, string text) =>
        session["INSERT INTO value (name, text) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET text = excluded.text"].Run(name, text);
}
