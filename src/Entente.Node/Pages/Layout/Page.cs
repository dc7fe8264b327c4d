using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Node.Pages.Layout;

/// <summary>A component rendered once on the server, with nothing kept for the visitor.</summary>
internal static class Page
{
    private static readonly IServiceProvider NoServices = new Nothing();

    /// <summary>The component's HTML. Every text in it went through the renderer's encoder.</summary>
    public static async Task<string> RenderAsync<T>(IReadOnlyDictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(NoServices, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters.ToDictionary()))).ToHtmlString());
    }

    public static async Task<IResult> AnswerAsync<T>(IReadOnlyDictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => Results.Content(await RenderAsync<T>(parameters), "text/html; charset=utf-8", statusCode: status);

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
