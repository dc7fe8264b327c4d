using Entente.Node.Api;
using Entente.Node.Pages.Cases;
using Entente.Node.Pages.Home;
using Entente.Node.Pages.Layout;
using Entente.Node.Pages.Live;
using Entente.Node.Pages.Parked;
using Entente.Node.Pages.Service;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Entente.Node.Pages;

/// <summary>The addresses of the pages. They only read, and filters stand in the address, so that a link can be sent.</summary>
internal static class HubPages
{
    /// <summary>The server leaves the body out of an answer to HEAD by itself.</summary>
    internal static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(WebApplication web, HubContext hub)
    {
        var stopping = web.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var pages = web.MapGroup("").AddEndpointFilter(PageAccess.Guard);
        WebAssets.Map(pages);
        pages.MapMethods("/", Reading, (CancellationToken cancellation) => HomeAsync(hub, cancellation));
        pages.MapMethods("/cases", Reading, (HttpRequest request, CancellationToken cancellation) => CasesAsync(hub, request, cancellation));
        pages.MapMethods(
            "/cases/{reference}", Reading, (string reference, CancellationToken cancellation) => CaseAsync(hub, reference, cancellation));
        pages.MapMethods("/parked", Reading, (CancellationToken cancellation) => ParkedAsync(hub, cancellation));
        pages.MapMethods("/service", Reading, (CancellationToken cancellation) => ServiceAsync(hub, cancellation));
        pages.MapFallback("{*path}", (HttpRequest request) => UnknownAsync(hub, request));
        pages.MapGet("/live", (HttpRequest request) => LiveStream.Answer(hub, request.Query["case"].ToString(), stopping));
    }

    private static AccordNames Names(HubContext hub) => new(hub.Book.Accord);

    private static async Task<IResult> HomeAsync(HubContext hub, CancellationToken cancellation) =>
        await Page.AnswerAsync<HomePage>(new SortedDictionary<string, object?>
        {
            [nameof(HomePage.Names)] = Names(hub),
            [nameof(HomePage.Now)] = hub.Now,
            [nameof(HomePage.Cases)] = await hub.Cases.ListAsync(cancellation),
            [nameof(HomePage.Served)] = hub.Connections.Keys.ToList(),
        });

    private static async Task<IResult> CasesAsync(HubContext hub, HttpRequest request, CancellationToken cancellation)
    {
        var filter = CaseFilter.Read(request.Query);
        return await Page.AnswerAsync<CaseListPage>(new SortedDictionary<string, object?>
        {
            [nameof(CaseListPage.Names)] = Names(hub),
            [nameof(CaseListPage.Now)] = hub.Now,
            [nameof(CaseListPage.Filter)] = filter,
            [nameof(CaseListPage.Found)] = filter.Choose(await hub.Cases.ListAsync(cancellation)),
        });
    }

    private static async Task<IResult> CaseAsync(HubContext hub, string reference, CancellationToken cancellation)
    {
        if (await hub.Cases.FindAsync(reference, cancellation) is not { } story)
            return await Page.AnswerAsync<NotFoundPage>(
                new SortedDictionary<string, object?> { [nameof(NotFoundPage.Names)] = Names(hub), [nameof(NotFoundPage.Reference)] = reference },
                StatusCodes.Status404NotFound);
        return await Page.AnswerAsync<CasePage>(new SortedDictionary<string, object?>
        {
            [nameof(CasePage.Names)] = Names(hub),
            [nameof(CasePage.Now)] = hub.Now,
            [nameof(CasePage.Story)] = story,
            [nameof(CasePage.Parked)] = await hub.Cases.ParkedAsync(story, cancellation),
        });
    }

    /// <summary>A person who follows a wrong address gets a page, a program a plain 404.</summary>
    private static async Task<IResult> UnknownAsync(HubContext hub, HttpRequest request) =>
        Reading.Contains(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hooks")
            ? await Page.AnswerAsync<UnknownPathPage>(
                new SortedDictionary<string, object?>
                {
                    [nameof(UnknownPathPage.Names)] = Names(hub),
                    [nameof(UnknownPathPage.Path)] = request.Path.ToString(),
                },
                StatusCodes.Status404NotFound)
            : Results.Problem($"Nothing is at {request.Path}.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ParkedAsync(HubContext hub, CancellationToken cancellation) =>
        await Page.AnswerAsync<ParkedPage>(new SortedDictionary<string, object?>
        {
            [nameof(ParkedPage.Names)] = Names(hub),
            [nameof(ParkedPage.Now)] = hub.Now,
            [nameof(ParkedPage.Sides)] = (await ParkedQuery.ListAsync(hub, cancellation)).OrderBy(side => side.Since).ToList(),
        });

    private static async Task<IResult> ServiceAsync(HubContext hub, CancellationToken cancellation) =>
        await Page.AnswerAsync<ServicePage>(new SortedDictionary<string, object?>
        {
            [nameof(ServicePage.Names)] = Names(hub),
            [nameof(ServicePage.Now)] = hub.Now,
            [nameof(ServicePage.Report)] = await hub.Service.RunAsync(cancellation),
        });
}
