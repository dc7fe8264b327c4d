namespace Entente.Cel;

/// <summary>
/// The values of an environment's variables for an evaluation. Made once, filled and reused as often as wanted; one instance serves
/// every program of its environment. Not thread-safe while it is being filled.
/// </summary>
public sealed class CelBindings
{
    private readonly CelEnvironment _environment;

    internal CelBindings(CelEnvironment environment)
    {
        _environment = environment;
        Values = new CelValue[environment.Variables.Count];
    }

    internal CelValue[] Values { get; }

    /// <summary>Sets a variable. Throws <see cref="ArgumentException"/> for a name that the environment does not declare.</summary>
    public CelBindings Set(string name, CelValue value) => Set(_environment.SlotOf(name), value);

    /// <summary>Sets a variable by the slot that <see cref="CelEnvironment.SlotOf"/> gave.</summary>
    public CelBindings Set(int slot, CelValue value)
    {
        Values[slot] = value;
        return this;
    }

    /// <summary>Unbinds every variable.</summary>
    public void Clear() => Array.Clear(Values);

    // A derived environment appends its variables, so bindings made for it serve the programs of its ancestors too.
    internal bool Fit(CelEnvironment environment) => ReferenceEquals(_environment, environment) || _environment.Extends(environment);
}
