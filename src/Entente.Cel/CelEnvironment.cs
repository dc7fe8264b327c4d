using Entente.Cel.Checking;
using Entente.Cel.Compiling;
using Entente.Cel.Library;
using Entente.Cel.Syntax;

namespace Entente.Cel;

/// <summary>
/// What expressions may use: variables, host functions and limits, on top of the standard library and its extensions, which are always
/// there. Immutable and thread-safe; every <c>With</c> returns a new environment. Variables keep their slots in derived environments.
/// </summary>
public sealed class CelEnvironment
{
    private readonly FunctionTable _functions;
    private readonly Dictionary<string, int> _slots;

    private CelEnvironment(IReadOnlyList<KeyValuePair<string, CelType>> variables, FunctionTable functions, CelLimits limits)
    {
        Variables = variables;
        _functions = functions;
        Limits = limits;
        _slots = new Dictionary<string, int>(variables.Count);
        for (var i = 0; i < variables.Count; i++) _slots.Add(variables[i].Key, i);
    }

    /// <summary>The standard library and extensions, no variables, default limits.</summary>
    public static CelEnvironment Standard { get; } = new([], StandardLibrary.Table, CelLimits.Default);

    /// <summary>The declared variables in slot order.</summary>
    public IReadOnlyList<KeyValuePair<string, CelType>> Variables { get; }

    public CelLimits Limits { get; }

    /// <summary>
    /// Declares a variable. A dotted name (<c>link.contract</c>) is found before fields are looked at. Declared again, the type is replaced.
    /// </summary>
    public CelEnvironment WithVariable(string name, CelType type)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        var variables = Variables.ToList();
        if (_slots.TryGetValue(name, out var slot)) variables[slot] = KeyValuePair.Create(name, type);
        else variables.Add(KeyValuePair.Create(name, type));
        return new CelEnvironment(variables, _functions, Limits);
    }

    /// <summary>Adds a host function, or an overload of one. Throws <see cref="ArgumentException"/> when the same signature exists.</summary>
    public CelEnvironment WithFunction(CelFunction function) => new(Variables, _functions.With(function), Limits);

    public CelEnvironment WithLimits(CelLimits limits) => new(Variables, _functions, limits);

    /// <summary>The slot of a variable. Throws <see cref="ArgumentException"/> for a name that is not declared.</summary>
    public int SlotOf(string name) =>
        _slots.TryGetValue(name, out var slot) ? slot : throw new ArgumentException($"The environment declares no variable '{name}'.", nameof(name));

    /// <summary>An empty activation for the programs of this environment.</summary>
    public CelBindings CreateBindings() => new(this);

    /// <summary>Parses, checks and compiles. Throws <see cref="CelCompileException"/> with every error found.</summary>
    public CelProgram Compile(string expression) => Compile(expression, strict: true);

    /// <param name="strict">False leaves all but syntax to run time, as the cases of the specification that switch checking off need.</param>
    internal CelProgram Compile(string expression, bool strict)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var source = new SourceText(expression);
        var errors = new ErrorList(source);
        var root = Parser.Parse(source, Limits, errors);
        errors.ThrowIfAny();
        var checker = new Checker(this, _functions, errors, strict);
        var type = checker.Check(root!);
        errors.ThrowIfAny();
        var compiled = new CompiledProgram(new StepCompiler(errors).Compile(root!), checker.LocalCount);
        errors.ThrowIfAny();
        return new CelProgram(this, source, type, compiled, ReferenceCollector.Collect(root!, Variables));
    }

    internal bool TryGetVariable(string name, out int slot) => _slots.TryGetValue(name, out slot);

    internal bool Extends(CelEnvironment ancestor)
    {
        if (Variables.Count < ancestor.Variables.Count) return false;
        for (var i = 0; i < ancestor.Variables.Count; i++)
            if (Variables[i].Key != ancestor.Variables[i].Key) return false;
        return true;
    }
}
