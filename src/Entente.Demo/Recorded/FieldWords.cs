using Entente.Demo.Checking;

namespace Entente.Demo.Recorded;

/// <summary>
/// One tracker's words for the values that the accord of recorded tickets shares, as its rules declare them. Held here once more, so that the report
/// does not ask the hub what it did.
/// </summary>
/// <param name="Priorities">Its priorities with their meaning; of several with one meaning the first is written.</param>
/// <param name="Bugs">Its classes that mean a bug; every other is a request.</param>
internal sealed record FieldWords(IReadOnlyList<(string Word, string Meaning)> Priorities, IReadOnlyList<string> Bugs, string Bug, string Request)
{
    private const string Usual = "P3";

    private static readonly FieldWords Zendesk = new(
        [("urgent", "P1"), ("high", "P2"), ("normal", "P3"), ("low", "P4")], ["incident", "problem"], "incident", "question");

    private static readonly FieldWords Jira = new(
        [("Highest", "P1"), ("High", "P2"), ("Medium", "P3"), ("Low", "P4"), ("Lowest", "P4")], ["Bug", "缺陷"], "Bug", "Task");

    /// <summary>An incident is a bug unless it says otherwise.</summary>
    private static readonly FieldWords ServiceNow = new(
        [("1", "P1"), ("2", "P2"), ("3", "P3"), ("4", "P4"), ("5", "P4")], ["", "bug", "network"], "bug", "request");

    private static readonly FieldWords AzureDevOps = new(
        [("1", "P1"), ("2", "P2"), ("3", "P3"), ("4", "P4")], ["Bug", "Impediment"], "Bug", "Task");

    public static FieldWords Of(Toward tracker) => tracker switch
    {
        Toward.Zendesk => Zendesk,
        Toward.Jira => Jira,
        Toward.ServiceNow => ServiceNow,
        Toward.AzureDevOps => AzureDevOps,
    };

    /// <summary>What a priority means; an absent one is usual, and a word without meaning empty.</summary>
    public string PriorityMeaning(string word) =>
        word.Length == 0 ? Usual : Priorities.FirstOrDefault(each => each.Word == word).Meaning ?? "";

    /// <summary>The word for a meaning; a question mark where there is none.</summary>
    public string PriorityWord(string meaning) => Priorities.FirstOrDefault(each => each.Meaning == meaning).Word ?? "?";

    public string ClassWord(bool isBug) => isBug ? Bug : Request;
}
