namespace Entente.Cel.Library;

/// <summary>Collects overloads while the library is put together.</summary>
internal sealed class FunctionList
{
    public List<Overload> Overloads { get; } = [];

    public void Global(string name, CelType[] parameters, CelType result, LibraryCall call) =>
        Overloads.Add(new Overload(name, false, parameters, result, call));

    public void Receiver(string name, CelType[] parameters, CelType result, LibraryCall call) =>
        Overloads.Add(new Overload(name, true, parameters, result, call));

    public void Variadic(string name, CelType[] parameters, CelType result, LibraryCall call) =>
        Overloads.Add(new Overload(name, false, parameters, result, call) { IsVariadic = true });
}
