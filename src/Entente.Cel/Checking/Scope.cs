using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

/// <summary>The variables that the expression itself declares, innermost last.</summary>
internal sealed class Scope
{
    private readonly List<(LocalName Local, CelType Type, BindNode? Binding)> _locals = [];

    /// <summary>How many slots the whole expression needs.</summary>
    public int SlotCount { get; private set; }

    public IEnumerable<string> Names => _locals.Select(entry => entry.Local.Name);

    public void Enter(LocalName local, CelType type, BindNode? binding = null)
    {
        local.Slot = SlotCount++;
        _locals.Add((local, type, binding));
    }

    public void Leave(int count = 1) => _locals.RemoveRange(_locals.Count - count, count);

    public bool TryFind(string name, out Resolution resolution, out CelType type)
    {
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Local.Name != name) continue;
            resolution = new Resolution(ResolutionKind.Local, _locals[i].Local.Slot, Binding: _locals[i].Binding);
            type = _locals[i].Type;
            return true;
        }
        (resolution, type) = (default, CelType.Dyn);
        return false;
    }
}
