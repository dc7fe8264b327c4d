namespace Entente.Core.Sync;

/// <summary>A change became one or more canonical items; its outcome is theirs: parked beats applied, applied beats superseded.</summary>
internal static class ChangeOutcome
{
    public static Outcome Of(ChangeRef change, IReadOnlyDictionary<string, Outcome> outcomes)
    {
        var found = change.Items.Where(outcomes.ContainsKey).Select(item => outcomes[item]).ToList();
        return found.Find(o => o.Stage == ChangeStage.Parked)
            ?? found.Find(o => o.Stage == ChangeStage.Applied)
            ?? found.Find(o => o.Stage == ChangeStage.Superseded)
            ?? found.FirstOrDefault()
            ?? new Outcome(ChangeStage.Filtered, "not-accepted");
    }
}
