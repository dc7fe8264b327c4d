namespace Entente.Node.Measures;

/// <summary>
/// When the hint at a change came in, from the envelope's sending until its delivery. In memory and bounded: two generations, of which the elder is
/// dropped whole, so what is never delivered does not stay. What is not found (sent by another node, before a restart) is measured from the source's
/// own time alone.
/// </summary>
internal sealed class HintTimes
{
    private const int Generation = 32_768;

    private readonly Lock gate = new();
    private Dictionary<(string Twin, string FromTicket, long Seq), SentHint> young = [];
    private Dictionary<(string Twin, string FromTicket, long Seq), SentHint> old = [];

    public void Remember(string twin, string fromTicket, long seq, SentHint hint)
    {
        lock (gate)
        {
            if (young.Count >= Generation)
                (old, young) = (young, []);
            young[(twin, fromTicket, seq)] = hint;
        }
    }

    /// <summary>Finds and forgets.</summary>
    public SentHint? Take(string twin, string fromTicket, long seq)
    {
        lock (gate)
            return young.Remove((twin, fromTicket, seq), out var hint) || old.Remove((twin, fromTicket, seq), out hint) ? hint : null;
    }
}

/// <summary>What led to an envelope.</summary>
/// <param name="At">When the oldest hint came in; null when nothing hinted at the change.</param>
/// <param name="IsOld">A person asked to share what was there long before: its age is no delay.</param>
internal readonly record struct SentHint(DateTimeOffset? At, bool IsOld);
