using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Jql;

/// <summary>A query made ready: everything that can be wrong with it was found when it was made, none when issues are tried.</summary>
internal delegate bool JqlCondition(JiraIssue issue, IssueState state);
