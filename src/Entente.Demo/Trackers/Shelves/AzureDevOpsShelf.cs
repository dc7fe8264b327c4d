using System.Net;
using System.Text.RegularExpressions;

using Entente.Demo.Checking;

namespace Entente.Demo.Trackers.Shelves;

/// <summary>All work items of the Azure DevOps organisation, whatever their project.</summary>
internal sealed partial class AzureDevOpsShelf(AzureDevOpsDesk desk) : ITicketShelf
{
    private const string Title = "System.Title";

    public Toward Tracker => Toward.AzureDevOps;

    public string Product => "azuredevops";

    public int TitleLimit => 255;

    public async Task<IReadOnlyList<ShelfTicket>> TicketsAsync(CancellationToken cancellation) =>
    [
        .. (await desk.WorkItemsAsync(cancellation)).Select(
            item => new ShelfTicket(item.Text("id"), $"#{item.Text("id")}", AzureDevOpsDesk.Field(item, Title))),
    ];

    public Task MarkAsync(string id, string title, string mark, CancellationToken cancellation) =>
        desk.SetAsync(id, [(Title, title), ("System.Tags", mark)], cancellation);

    public Task RetitleAsync(string id, string title, CancellationToken cancellation) => desk.SetAsync(id, Title, title, cancellation);

    public Task CommentAsync(string id, string text, bool asOther, CancellationToken cancellation) =>
        desk.CommentAsync(id, text, asOther, cancellation);

    public Task<IReadOnlyList<string>> ThreadAsync(string id, CancellationToken cancellation) => desk.ThreadAsync(id, cancellation);

    public async Task<ShelfFields> FieldsAsync(string id, CancellationToken cancellation)
    {
        var item = await desk.WorkItemAsync(id, cancellation);
        var type = AzureDevOpsDesk.Field(item, "System.WorkItemType");
        var html = AzureDevOpsDesk.Field(item, type == "Bug" ? "Microsoft.VSTS.TCM.ReproSteps" : "System.Description");
        return new ShelfFields(
            AzureDevOpsDesk.Field(item, Title), WebUtility.HtmlDecode(Marks().Replace(html, " ")).Trim(),
            AzureDevOpsDesk.Field(item, "Microsoft.VSTS.Common.Priority"), type);
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();
}
