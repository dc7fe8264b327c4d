namespace Entente.Cel;

/// <summary>
/// A value of the host: a ticket, a replica, or something opaque such as rich text. Read-only and pure: the same field gives the
/// same value for as long as an evaluation runs.
/// </summary>
public interface ICelObject
{
    /// <summary>The object type that the host declared for it (<see cref="CelType.Object"/>).</summary>
    CelType Type { get; }

    /// <summary>
    /// Reads one field. False means that the field is absent: <c>has()</c> says false, selecting it is an evaluation error.
    /// A field that is present and empty is null.
    /// </summary>
    bool TryGet(string field, out CelValue value);

    /// <summary>Equality as <c>==</c> in an expression sees it.</summary>
    bool Equals(ICelObject other);
}
