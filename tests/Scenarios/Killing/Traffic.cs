using Entente.Scenarios.Trackers;

namespace Entente.Scenarios.Killing;

/// <summary>People at work on both sides, drawn from a seed: they raise, comment, note, edit and move tickets without knowing of any hub.</summary>
internal sealed class Traffic(int seed, MercuriZendesk zendesk, InfinityJira jira)
{
    private const int MaxCases = 6;
    private static readonly (string Canonical, string Zendesk)[] Priorities = [("P1", "urgent"), ("P2", "high"), ("P3", "normal"), ("P4", "low")];

    private readonly Random random = new(seed);
    private readonly List<Told> cases = [];
    private int tokens;

    public IReadOnlyList<Told> Cases => cases;

    /// <summary>Acts of people so far.</summary>
    public int Acts { get; private set; }

    public async Task ActAsync(int acts)
    {
        for (var i = 0; i < acts; i++)
            await ActAsync();
    }

    public async Task ActAsync()
    {
        Acts++;
        if (cases.Count == 0 || (cases.Count < MaxCases && random.Next(4) == 0))
        {
            await RaiseAsync();
            return;
        }

        var about = cases[random.Next(cases.Count)];
        await (random.Next(9) switch
        {
            0 or 1 => SayInZendeskAsync(about),
            2 => NoteInZendeskAsync(about),
            3 or 4 => EditInZendeskAsync(about),
            5 => AttachInZendeskAsync(about),
            _ => ActInJiraAsync(about),
        });
    }

    /// <summary>Resolves some cases at Jira, so that states cross back too.</summary>
    public async Task ResolveAsync()
    {
        foreach (var about in cases.Where((_, n) => n % 2 == 0))
        {
            if (await TwinOfAsync(about) is not { } key)
                continue;
            if (!about.IsStarted)
                await jira.MoveAsync(key, "11");
            await jira.MoveAsync(key, "51", new { resolution = new { name = "Done" } });
            about.IsResolved = true;
        }
    }

    private async Task RaiseAsync()
    {
        var token = NextToken("case");
        var subject = $"Checkout fails {token}";
        cases.Add(new Told(token, await zendesk.RaiseAsync(subject, $"Since this morning, {token}.")) { Subject = subject, Priority = "P3" });
    }

    private async Task SayInZendeskAsync(Told about)
    {
        var token = NextToken("said");
        await zendesk.CommentAsync(about.ZendeskId, $"The shopper says {token}.", isPublic: true);
        about.SaidInZendesk.Add(token);
    }

    private async Task NoteInZendeskAsync(Told about)
    {
        var token = NextToken("note");
        await zendesk.CommentAsync(about.ZendeskId, $"Among ourselves: {token}.", isPublic: false);
        about.KeptInZendesk.Add(token);
    }

    private async Task AttachInZendeskAsync(Told about)
    {
        var name = $"{NextToken("file")}.txt";
        await zendesk.AttachAsync(about.ZendeskId, name);
        about.FilesInZendesk.Add(name);
    }

    private async Task EditInZendeskAsync(Told about)
    {
        var (canonical, priority) = Priorities[random.Next(Priorities.Length)];
        var subject = $"Checkout fails {about.Token}, {NextToken("edit")}";
        await zendesk.EditAsync(about.ZendeskId, subject, priority);
        (about.Subject, about.Priority) = (subject, canonical);
    }

    private async Task ActInJiraAsync(Told about)
    {
        if (await TwinOfAsync(about) is not { } key)
        {
            await SayInZendeskAsync(about);
            return;
        }

        if (!about.IsStarted && random.Next(3) == 0)
        {
            await jira.MoveAsync(key, "11");
            about.IsStarted = true;
            return;
        }

        var token = NextToken("dev");
        await jira.CommentAsync(key, $"We found {token}.");
        about.SaidInJira.Add(token);
    }

    /// <summary>The twin as Elaine finds it: by the token in its summary. Null until it is there.</summary>
    private async Task<string?> TwinOfAsync(Told about) =>
        about.JiraKey ??= (await jira.AllAsync()).FirstOrDefault(issue => issue.Summary.Contains(about.Token, StringComparison.Ordinal))?.Key;

    private string NextToken(string kind) => $"{kind}-{seed:x}-{++tokens:d4}";
}
