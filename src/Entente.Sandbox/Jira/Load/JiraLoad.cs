using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

internal sealed class JiraLoad(JiraWorld world, DateTimeOffset now)
{
    public LoadReport Take(IEnumerable<string> lines) => new("jira", 0, 0, new Dictionary<string, int>(), [.. lines.Select(_ => $"{world.Title} {now}")]);
}
