namespace Entente.Sandbox;

/// <summary>What a load of recorded records did: nothing is dropped silently.</summary>
/// <param name="Product">The product whose folder was read.</param>
/// <param name="Taken">Records that stand in the imitation now.</param>
/// <param name="Renumbered">Of those, records that got a new id because theirs was taken.</param>
/// <param name="Created">What had to be made for them: users, projects, statuses, custom fields, with counts.</param>
/// <param name="NotTaken">One line per record or part of a record that could not be taken: line number, path, reason.</param>
public sealed record LoadReport(string Product, int Taken, int Renumbered, IReadOnlyDictionary<string, int> Created, IReadOnlyList<string> NotTaken);
