using Npgsql;
using NpgsqlTypes;

namespace Entente.Storage.Postgres;

/// <summary>
/// A value for a statement, with its type: a null without one would be another statement to PostgreSQL, prepared anew.
/// </summary>
internal readonly record struct Argument(NpgsqlDbType Type, object? Value)
{
    public static implicit operator Argument(string? word) => new(NpgsqlDbType.Text, StorableText.Of(word));

    public static implicit operator Argument(long number) => new(NpgsqlDbType.Bigint, number);

    public static implicit operator Argument(long? number) => new(NpgsqlDbType.Bigint, number);

    public static implicit operator Argument(int number) => new(NpgsqlDbType.Integer, number);

    public static implicit operator Argument(bool truth) => new(NpgsqlDbType.Boolean, truth);

    public static implicit operator Argument(byte[]? bytes) => new(NpgsqlDbType.Bytea, bytes);

    public static implicit operator Argument(DateTimeOffset instant) => new(NpgsqlDbType.Bigint, instant.UtcTicks);

    public static implicit operator Argument(DateTimeOffset? instant) => new(NpgsqlDbType.Bigint, instant?.UtcTicks);

    public static implicit operator Argument(string?[] words) =>
        new(NpgsqlDbType.Array | NpgsqlDbType.Text, Array.ConvertAll(words, StorableText.Of));

    public static implicit operator Argument(long[] numbers) => new(NpgsqlDbType.Array | NpgsqlDbType.Bigint, numbers);

    public static implicit operator Argument(int[] numbers) => new(NpgsqlDbType.Array | NpgsqlDbType.Integer, numbers);

    public static implicit operator Argument(byte[][] bytes) => new(NpgsqlDbType.Array | NpgsqlDbType.Bytea, bytes);

    public NpgsqlParameter ToParameter() => new() { NpgsqlDbType = Type, Value = Value ?? DBNull.Value };
}
