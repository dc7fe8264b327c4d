namespace Entente.Cel;

/// <summary>
/// What a host function does. Pure; arguments have been matched with the declared types. May throw <see cref="CelEvaluationException"/>.
/// </summary>
public delegate CelValue CelFunctionBody(ReadOnlySpan<CelValue> arguments);

/// <summary>
/// A function of the host. Several functions may share a name as overloads. Null is no member of any declared type but
/// <see cref="CelType.Dyn"/> and <see cref="CelType.Null"/>: a function that accepts null declares dyn.
/// </summary>
public sealed class CelFunction
{
    private CelFunction(string name, bool isReceiver, IReadOnlyList<CelType> parameters, CelType result, CelFunctionBody body)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        IsReceiver = isReceiver;
        Parameters = parameters;
        Result = result;
        Body = body;
    }

    /// <summary>The name as called; a dot makes a namespace (<c>text.plain</c>).</summary>
    public string Name { get; }

    /// <summary>Whether it is called as <c>x.name(y)</c>; the receiver is then the first of <see cref="Parameters"/>.</summary>
    public bool IsReceiver { get; }

    public IReadOnlyList<CelType> Parameters { get; }

    public CelType Result { get; }

    internal CelFunctionBody Body { get; }

    /// <summary>A function called as <c>name(x, y)</c>.</summary>
    public static CelFunction Global(string name, IReadOnlyList<CelType> parameters, CelType result, CelFunctionBody body) =>
        new(name, false, parameters, result, body);

    /// <summary>A function called as <c>x.name(y)</c>; the first parameter is the receiver.</summary>
    public static CelFunction Receiver(string name, IReadOnlyList<CelType> parameters, CelType result, CelFunctionBody body)
    {
        if (parameters.Count == 0) throw new ArgumentException("A receiver function needs the receiver as first parameter.", nameof(parameters));
        return new CelFunction(name, true, parameters, result, body);
    }

    public static CelFunction Global(string name, CelType parameter, CelType result, Func<CelValue, CelValue> body) =>
        Global(name, [parameter], result, arguments => body(arguments[0]));

    public static CelFunction Receiver(string name, CelType receiver, CelType result, Func<CelValue, CelValue> body) =>
        Receiver(name, [receiver], result, arguments => body(arguments[0]));

    public static CelFunction Global(
        string name, (CelType First, CelType Second) parameters, CelType result, Func<CelValue, CelValue, CelValue> body) =>
        Global(name, [parameters.First, parameters.Second], result, arguments => body(arguments[0], arguments[1]));

    public static CelFunction Receiver(
        string name, (CelType Receiver, CelType Argument) parameters, CelType result, Func<CelValue, CelValue, CelValue> body) =>
        Receiver(name, [parameters.Receiver, parameters.Argument], result, arguments => body(arguments[0], arguments[1]));
}
