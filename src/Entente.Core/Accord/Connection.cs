namespace Entente.Core.Accord;

/// <summary>One tracker instance of one party, as the accord declares it. Its endpoint and credentials stand in the hub's settings.</summary>
/// <param name="Tracker">The product: <c>zendesk</c>, <c>jira</c>, <c>servicenow</c>, <c>azuredevops</c>, <c>redmine</c>.</param>
public sealed record Connection(string Id, string Party, string Tracker, string Version);
