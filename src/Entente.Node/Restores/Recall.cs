namespace Entente.Node.Restores;

/// <summary>How a restored hub looks for what the lost time line did.</summary>
internal static class Recall
{
    /// <summary>For how long after the first start each create asks the tracker first.</summary>
    public static readonly TimeSpan For = TimeSpan.FromDays(7);

    /// <summary>How far the clocks of trackers, and ours before and after, may lie apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);
}
