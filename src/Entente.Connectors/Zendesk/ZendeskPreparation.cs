using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>What a write needs before its bytes stand: people's ids, and files uploaded. Changes no ticket.</summary>
internal sealed class ZendeskPreparation(ZendeskClient client)
{
    public static bool IsPerson(string field) => field is "requester" or "assignee";

    public async Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation)
    {
        var people = new JsonObject();
        foreach (var (field, value) in effect.Step.Fields)
            if (IsPerson(field))
                await ResolveAsync(people, field, value, cancellation);
        var uploads = new List<ZendeskUpload>();
        foreach (var file in ZendeskPayloads.FilesOf(effect.Step))
            uploads.Add(await client.UploadAsync(file, cancellation));
        return ZendeskPayloads.Call(effect, people, uploads);
    }

    private async Task ResolveAsync(JsonObject people, string field, CelValue value, CancellationToken cancellation)
    {
        var wanted = ZendeskWantedPerson.Read(value);
        if (value.IsNull)
            people[field + "_id"] = null;
        else if (wanted.Address is { } address)
            await ResolveByAddressAsync(people, field, (address, wanted.Name), cancellation);
        else if (wanted.Id is { } id)
            people[field + "_id"] = Number(id);
        else
            throw Unknown(field, "neither an e-mail address nor a user id");
    }

    // A requester who is unknown is made by Zendesk itself, in the same request; an assignee has to be an agent already.
    private async Task ResolveByAddressAsync(
        JsonObject people, string field, (string Address, string? Name) wanted, CancellationToken cancellation)
    {
        var id = await FindAsync(wanted.Address, cancellation);
        if (id is not null)
            people[field + "_id"] = Number(id);
        else if (field == "requester")
            people[field] = new JsonObject { ["name"] = wanted.Name ?? wanted.Address.Split('@')[0], ["email"] = wanted.Address };
        else
            throw Unknown(field, "an e-mail address that no agent of this Zendesk has");
    }

    // The search finds more than it is asked for, so the address is compared.
    private async Task<string?> FindAsync(string address, CancellationToken cancellation)
    {
        var query = Uri.EscapeDataString($"email:\"{address.Replace("\"", "", StringComparison.Ordinal)}\"");
        var answer = await client.GetAsync($"api/v2/users/search?query={query}", cancellation);
        return answer.Json().Items("users")
            .FirstOrDefault(user => string.Equals(user.Text("email"), address, StringComparison.OrdinalIgnoreCase)).Id("id");
    }

    private static JsonValue Number(string id) => JsonValue.Create(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));

    private static ConnectorException Unknown(string field, string why) =>
        new(FailureKind.Refused, ZendeskCodes.NoSuchPerson, $"The rule's {field} is {why}.") { Field = field };
}
