namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>The locks that connections hold on one file, as SQLite defines them (https://www.sqlite.org/lockingv3.html).</summary>
internal sealed class FileLocks
{
    public const int Shared = 1;
    public const int Reserved = 2;
    private const int Pending = 3;

    private readonly Dictionary<object, int> levels = [];

    public bool IsReserved => levels.Values.Any(level => level >= Reserved);

    /// <returns>False when another connection stands in the way.</returns>
    public bool TryLock(object holder, int level)
    {
        var others = levels.Where(held => held.Key != holder).Select(held => held.Value).DefaultIfEmpty(0).Max();
        var isFree = level switch
        {
            <= Shared => others < Pending,
            Reserved => others < Reserved,
            _ => others < Reserved && TakePending(holder) && others < Shared,
        };
        if (isFree)
            levels[holder] = Math.Max(level, levels.GetValueOrDefault(holder));
        return isFree;
    }

    public void Unlock(object holder, int level)
    {
        if (level == 0)
            levels.Remove(holder);
        else
            levels[holder] = level;
    }

    private bool TakePending(object holder)
    {
        levels[holder] = Pending;
        return true;
    }
}
