namespace Entente.Demo.Checking;

/// <summary>What became of the tokens that people wrote.</summary>
internal sealed record AuditResult(int Lost, int Duplicates, int OutOfOrder, IReadOnlyList<string> Findings);

/// <summary>
/// Judges whether everything arrived exactly once and in order. Each act of a person carries a token of its own; a thread is what one ticket shows,
/// in its own order. Pure.
/// </summary>
internal static class TokenAudit
{
    /// <param name="expected">Tokens in the order in which they were written, by one author to one ticket.</param>
    /// <param name="threads">What the tickets of the other tracker hold now; each text may hold several tokens or none.</param>
    public static AuditResult Judge(IReadOnlyList<string> expected, IReadOnlyList<IReadOnlyList<string>> threads)
    {
        int lost = 0, duplicates = 0, outOfOrder = 0;
        var findings = new List<string>();
        (int Thread, int Place)? last = null;
        foreach (var token in expected)
        {
            var places = Places(token, threads);
            if (places.Count == 0)
            {
                lost++;
                findings.Add($"{token} is lost");
                continue;
            }

            if (places.Count > 1)
            {
                duplicates += places.Count - 1;
                findings.Add($"{token} stands {places.Count} times");
            }

            if (last is { } before && places[0].Thread == before.Thread && places[0].Place < before.Place)
            {
                outOfOrder++;
                findings.Add($"{token} stands before what was written earlier");
            }

            last = places[0];
        }

        return new AuditResult(lost, duplicates, outOfOrder, findings);
    }

    private static List<(int Thread, int Place)> Places(string token, IReadOnlyList<IReadOnlyList<string>> threads)
    {
        var places = new List<(int, int)>();
        for (var thread = 0; thread < threads.Count; thread++)
            for (var place = 0; place < threads[thread].Count; place++)
                if (threads[thread][place].Contains(token, StringComparison.Ordinal))
                    places.Add((thread, place));
        return places;
    }
}
