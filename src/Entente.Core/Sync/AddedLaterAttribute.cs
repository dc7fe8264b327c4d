using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Entente.Core.Sync;

/// <summary>
/// Marks a property that states and facts did not always have: it is left out where it is empty or has its unused value, so that what earlier
/// programs stored is written as ever.
/// </summary>
/// <param name="unused">The value that says nothing; for collections the empty one does.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddedLaterAttribute(object? unused = null) : Attribute
{
    private readonly object? unused = unused;

    /// <summary>For the JSON contract of every type.</summary>
    public static void Apply(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AttributeProvider?.GetCustomAttributes(typeof(AddedLaterAttribute), inherit: true) is [AddedLaterAttribute mark])
                property.ShouldSerialize = (_, value) => mark.Says(value);
    }

    private bool Says(object? value) => value is ICollection items ? items.Count > 0 : value is not null && !value.Equals(unused);
}
