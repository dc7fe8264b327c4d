using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Entente.Cel;

/// <summary>
/// An immutable map that keeps the order of its entries. Keys are bool, int, uint or string; <c>1</c>, <c>1u</c> and a lookup by <c>1.0</c> meet.
/// </summary>
public sealed class CelMap : IReadOnlyList<KeyValuePair<CelValue, CelValue>>
{
    /// <summary>Up to this many entries a scan beats hashing.</summary>
    private const int ScanLimit = 6;

    private readonly KeyValuePair<CelValue, CelValue>[] _entries;
    private readonly Dictionary<string, int>? _texts;
    private readonly Dictionary<CelValue, int>? _others;

    /// <summary>Throws <see cref="ArgumentException"/> for a repeated key or a key of another kind.</summary>
    public CelMap(IEnumerable<KeyValuePair<CelValue, CelValue>> entries)
        : this([.. entries])
    {
        foreach (var (key, _) in _entries)
            if (!IsKey(key)) throw new ArgumentException($"A map key cannot be of kind {key.Kind}.", nameof(entries));
        if (FindRepeated() is { } repeated) throw new ArgumentException($"The map key {repeated} is repeated.", nameof(entries));
    }

    private CelMap(KeyValuePair<CelValue, CelValue>[] entries)
    {
        _entries = entries;
        if (entries.Length <= ScanLimit) return;
        _texts = [];
        _others = [];
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Key.Kind == CelKind.String) _texts.TryAdd(entries[i].Key.RawString, i);
            else _others.TryAdd(entries[i].Key, i);
        }
    }

    public static CelMap Empty { get; } = new([]);

    public int Count => _entries.Length;

    public KeyValuePair<CelValue, CelValue> this[int index] => _entries[index];

    /// <summary>Looks a key up by CEL equality; a key that no map can have is simply not found.</summary>
    public bool TryGet(CelValue key, out CelValue value)
    {
        var at = FindAny(key);
        value = at < 0 ? default : _entries[at].Value;
        return at >= 0;
    }

    public bool TryGet(string key, out CelValue value)
    {
        var at = Find(key);
        value = at < 0 ? default : _entries[at].Value;
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<CelValue, CelValue>> GetEnumerator() => ((IEnumerable<KeyValuePair<CelValue, CelValue>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    internal static bool IsKey(CelValue value) => value.Kind is CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.String;

    /// <summary>Builds a map whose keys are of the right kind; a repeated key is returned instead.</summary>
    internal static bool TryCreate(KeyValuePair<CelValue, CelValue>[] entries, out CelMap map, [NotNullWhen(false)] out CelValue? repeated)
    {
        map = new CelMap(entries);
        repeated = map.FindRepeated();
        return repeated is null;
    }

    private CelValue? FindRepeated()
    {
        for (var i = 1; i < _entries.Length; i++)
            if (FindAny(_entries[i].Key) != i) return _entries[i].Key;
        return null;
    }

    private int FindAny(CelValue key) => key.Kind == CelKind.String ? Find(key.RawString) : Find(key);

    private int Find(string key)
    {
        if (_texts is not null) return _texts.TryGetValue(key, out var found) ? found : -1;
        for (var i = 0; i < _entries.Length; i++)
            if (_entries[i].Key.Kind == CelKind.String && _entries[i].Key.RawString == key) return i;
        return -1;
    }

    private int Find(CelValue key)
    {
        if (_others is not null) return _others.TryGetValue(key, out var found) ? found : -1;
        for (var i = 0; i < _entries.Length; i++)
            if (ValueEquality.AreEqual(_entries[i].Key, key)) return i;
        return -1;
    }
}
