using System.Runtime.InteropServices;
using System.Text;

using SQLitePCL;

namespace Entente.Storage.Sqlite;

/// <summary>
/// A statement's parameters. Texts and bytes are laid into one piece of memory that does not move, where SQLite reads them; what does not fit is
/// handed over as a copy of its own, and the piece grows for the next run.
/// </summary>
internal sealed class Bindings
{
    private const int FirstLength = 1024;
    private const int MostLength = 64 * 1024;

    private readonly sqlite3_stmt statement;
    private readonly nint handle;
    private readonly int[] places;
    private byte[] piece;
    private nint start;
    private int used;
    private bool isTight;

    public Bindings(sqlite3_stmt statement)
    {
        this.statement = statement;
        handle = statement.DangerousGetHandle();
        places = Places(statement);
        piece = places.Length == 0 ? [] : Piece(FirstLength);
        start = Start(piece);
    }

    /// <summary>Binds every parameter. Answers SQLite's code: that of the first that it refuses, or that it is well.</summary>
    public int Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != places.Length)
            throw new ArgumentException($"The statement has {places.Length} parameters, not {values.Length}.", nameof(values));
        Clear();
        for (var i = 0; i < values.Length; i++)
            if (Bind(places[i], values[i]) is not raw.SQLITE_OK and var code)
                return code;
        return raw.SQLITE_OK;
    }

    /// <summary>SQLite numbers <c>$n</c> by its first place in the text, not by its name.</summary>
    private static int[] Places(sqlite3_stmt statement)
    {
        var places = new int[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 1; i <= places.Length; i++)
            places[int.Parse(raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string().AsSpan(1)) - 1] = i;
        return places;
    }

    private static byte[] Piece(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);

    private static nint Start(byte[] piece) => piece.Length == 0 ? 0 : Marshal.UnsafeAddrOfPinnedArrayElement(piece, 0);

    private void Clear()
    {
        used = 0;
        if (!isTight || piece.Length >= MostLength)
            return;
        isTight = false;
        var longer = Piece(piece.Length * 4);
        (piece, start) = (longer, Start(longer)); // every parameter is bound again before the statement reads one
    }

    private int Bind(int place, object? value) => value switch
    {
        null => NativeCalls.BindNull(handle, place),
        string word => Bind(place, word),
        long number => NativeCalls.BindInt64(handle, place, number),
        int number => NativeCalls.BindInt64(handle, place, number),
        DateTimeOffset instant => NativeCalls.BindInt64(handle, place, instant.UtcTicks),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0),
        byte[] bytes => Bind(place, bytes),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no column."),
    };

    private int Bind(int place, string word)
    {
        var at = used;
        if (!Encoding.UTF8.TryGetBytes(word, piece.AsSpan(at), out var length))
        {
            isTight = true;
            return raw.sqlite3_bind_text(statement, place, Encoding.UTF8.GetBytes(word).AsSpan());
        }

        used += length;
        return NativeCalls.BindText(handle, place, start + at, length, NativeCalls.Stays);
    }

    private int Bind(int place, byte[] bytes)
    {
        var at = used;
        if (!bytes.AsSpan().TryCopyTo(piece.AsSpan(at)))
        {
            isTight = true;
            return raw.sqlite3_bind_blob(statement, place, bytes);
        }

        used += bytes.Length;
        return NativeCalls.BindBlob(handle, place, start + at, bytes.Length, NativeCalls.Stays);
    }
}
