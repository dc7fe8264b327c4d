namespace Entente.Storage.Postgres;

/// <summary>Small named values outside any ticket, alike for every node.</summary>
internal sealed class Values(Connections connections)
{
    private const string WriteSql = "INSERT INTO value (name, text) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET text = excluded.text";

    public Task<string?> ReadAsync(string name, CancellationToken cancellation) => connections.Hints.RunAsync(
        session => session.FirstAsync(Script.Of("SELECT text FROM value WHERE name = $1", name), row => row.GetString(0)), cancellation);

    public Task WriteAsync(string name, string text, CancellationToken cancellation) =>
        connections.Durable.RunAsync(Script.Of(WriteSql, name, text), cancellation);
}
