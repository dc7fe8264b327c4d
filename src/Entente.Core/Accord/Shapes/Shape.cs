namespace Entente.Core.Accord.Shapes;

/// <summary>What may stand at one place of the accord. A closed hierarchy: <see cref="ShapeCheck"/> handles every kind.</summary>
internal abstract record Shape
{
    private protected Shape()
    {
    }
}

/// <summary>Any text that is not empty.</summary>
internal sealed record TextShape : Shape;

/// <summary>A text of a form.</summary>
/// <param name="IsValid">Whether a text has it.</param>
/// <param name="Description">The form in words: <c>a duration such as 45m, 12h or 2bd</c>.</param>
/// <param name="Rule">The lint rule that it belongs to.</param>
internal sealed record FormShape(Func<string, bool> IsValid, string Description, string Rule = "accord.value") : Shape;

/// <summary>One of listed values.</summary>
internal sealed record ChoiceShape(IReadOnlyList<string> Values, string Rule = "accord.value") : Shape;

/// <summary>The id of something that the accord declares elsewhere, or one of a few words that stand for something.</summary>
internal sealed record ReferenceShape(IReadOnlyList<NameKind> Kinds, IReadOnlyList<string> Words) : Shape;

/// <summary>A list, each item of one shape.</summary>
internal sealed record ListShape(Shape Item) : Shape;

/// <summary>Free keys of one shape with values of another.</summary>
internal sealed record MapShape(Shape Key, Shape Value) : Shape;

/// <summary>Either of several shapes; a mapping, a list or a text tells which one is meant.</summary>
internal sealed record EitherShape(IReadOnlyList<Shape> Options) : Shape;

/// <summary>Known keys.</summary>
internal sealed record RecordShape(IReadOnlyList<KeyShape> Keys) : Shape;

/// <summary>One key of a record.</summary>
internal sealed record KeyShape(string Name, Shape Shape, bool IsRequired = false);
