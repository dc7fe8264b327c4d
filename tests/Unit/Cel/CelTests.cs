using Entente.Cel;

namespace Entente.Unit.Tests.Cel;

/// <summary>What the tests of the language share: a ticket type with a host object behind it, and short ways to compile and evaluate.</summary>
internal static class CelTests
{
    public static CelType RichText { get; } = CelType.Object("rich_text", new Dictionary<string, CelType>());

    public static CelType TicketType { get; } = CelType.Object("ticket", new Dictionary<string, CelType>
    {
        ["id"] = CelType.Int,
        ["subject"] = CelType.String,
        ["priority"] = CelType.String,
        ["assignee"] = CelType.String,
        ["tags"] = CelType.List(CelType.String),
        ["fields"] = CelType.Map(CelType.String, CelType.Dyn),
        ["comments"] = CelType.List(CelType.Dyn),
        ["body"] = RichText,
    });

    public static CelEnvironment Environment { get; } = CelEnvironment.Standard
        .WithVariable("ticket", TicketType)
        .WithVariable("replica", CelType.Object("replica", new Dictionary<string, CelType> { ["state"] = CelType.String }, open: true))
        .WithVariable("x", CelType.Dyn);

    public static CelValue Evaluate(string expression, CelValue x = default)
    {
        var bindings = Environment.CreateBindings().Set("ticket", CelValue.Object(Ticket())).Set("x", x);
        return Environment.Compile(expression).Evaluate(bindings);
    }

    public static CelCompileError[] ErrorsOf(string expression, CelEnvironment? environment = null) =>
        [.. Should.Throw<CelCompileException>(() => (environment ?? Environment).Compile(expression)).Errors];

    public static CelEvaluationException FailureOf(string expression, CelValue x = default) =>
        Should.Throw<CelEvaluationException>(() => Evaluate(expression, x));

    public static HostObject Ticket() => new(TicketType, new Dictionary<string, CelValue>
    {
        ["id"] = CelValue.Int(4711),
        ["subject"] = CelValue.String("Checkout fails"),
        ["priority"] = CelValue.String("urgent"),
        ["assignee"] = CelValue.Null,
        ["tags"] = CelValue.List([CelValue.String("checkout"), CelValue.String("escalated")]),
        ["fields"] = CelValue.Map([KeyValuePair.Create("System.Title", CelValue.String("Title"))]),
        ["body"] = CelValue.Object(new HostObject(RichText, [])),
    });
}

/// <summary>A host object over a dictionary, equal by identity.</summary>
internal sealed class HostObject(CelType type, Dictionary<string, CelValue> fields) : ICelObject
{
    public CelType Type => type;

    public bool TryGet(string field, out CelValue value) => fields.TryGetValue(field, out value);

    public bool Equals(ICelObject other) => ReferenceEquals(this, other);
}
