namespace Entente.Sandbox.ServiceNow.World;

/// <summary>One choice of a column: what is stored and what people read. Other values can be stored too; they show as they are.</summary>
internal sealed record ServiceNowChoice(string Value, string Label);
