using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// Where the database is: <c>postgres://user:password@host:port/database?sslmode=verify-full&amp;sslrootcert=FILE</c>, as every PostgreSQL tool
/// takes it (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING).
/// <c>host</c> may be a query parameter, for a folder with a Unix socket; <c>schema</c> is ours, default <c>public</c>. A password may come
/// from <c>PGPASSWORD</c> or <c>~/.pgpass</c> instead.
/// </summary>
public sealed class PostgresAddress
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];
    private readonly NpgsqlConnectionStringBuilder settings;

    private PostgresAddress(NpgsqlConnectionStringBuilder settings) => this.settings = settings;

    /// <summary>Host and database, without user or password: what messages may show.</summary>
    public string Shown => $"{settings.Host}:{settings.Port}/{settings.Database}";

    internal string Schema => settings.SearchPath!;

    public static bool IsOne(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal));

    /// <exception cref="FormatException">It is none, or has a parameter that is not known; the message says what to write.</exception>
    public static PostgresAddress Parse(string text)
    {
        if (!IsOne(text) || !Uri.TryCreate(text.Replace(":///", "://localhost/", StringComparison.Ordinal), UriKind.Absolute, out var uri))
            throw new FormatException("A database is named like postgres://user:password@host:5432/database.");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = uri.AbsolutePath.Trim('/') is { Length: > 0 } name ? Uri.UnescapeDataString(name) : "entente",
            SearchPath = "public",
        };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2)
            settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(settings, pair.Split('=', 2)[0], Uri.UnescapeDataString(pair.Contains('=') ? pair.Split('=', 2)[1] : ""));
        return new PostgresAddress(settings);
    }

    /// <summary>
    /// A pool's settings. Statements are prepared at their second use and stay prepared; nothing is reset, for only transactions set anything.
    /// </summary>
    /// <param name="options">Server settings of each of its sessions, <c>-c name=value</c>.</param>
    internal string Settings(string options, int maxConnections) => new NpgsqlConnectionStringBuilder(settings.ConnectionString)
    {
        Options = options,
        MaxPoolSize = maxConnections,
        MaxAutoPrepare = 100,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
        Timeout = 5,
        CommandTimeout = 30,
        ApplicationName = "entente",
    }.ConnectionString;

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "host":
                settings.Host = value;
                break;
            case "port" when int.TryParse(value, out var port):
                settings.Port = port;
                break;
            case "user":
                settings.Username = value;
                break;
            case "password":
                settings.Password = value;
                break;
            case "schema":
                settings.SearchPath = value;
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode):
                settings.SslMode = mode;
                break;
            default:
                throw new FormatException(
                    $"'{name}={value}' is no setting of a database's address: host, port, user, password, schema, sslmode and sslrootcert are.");
        }
    }
}
