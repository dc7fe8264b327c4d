namespace Entente.Cel.Library;

/// <summary>The functions of the specification and of its extensions; operators and macros are part of the syntax.</summary>
internal static class StandardLibrary
{
    public static FunctionTable Table { get; } = Build();

    private static FunctionTable Build()
    {
        var functions = new FunctionList();
        Basics.Add(functions);
        Conversions.Add(functions);
        TimeFunctions.Add(functions);
        StringFunctions.Add(functions);
        MathFunctions.Add(functions);
        OptionalFunctions.Add(functions);
        Encoders.Add(functions);
        return new FunctionTable(functions.Overloads);
    }
}
