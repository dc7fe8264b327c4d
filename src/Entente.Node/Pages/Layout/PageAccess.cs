using Microsoft.AspNetCore.Http;

namespace Entente.Node.Pages.Layout;

/// <summary>
/// Who may read pages while no accounts exist: whoever sits at this machine. A name that only resolves to this machine is refused (DNS
/// rebinding), and so is whatever another site's page asks for, except a person following a link.
/// </summary>
internal static class PageAccess
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        Harden(http.Response.Headers);
        return Refusal(http.Request) is { } reason ? Results.Problem(reason, statusCode: StatusCodes.Status403Forbidden) : await next(context);
    }

    /// <summary>Why a request is refused; null when it may read.</summary>
    internal static string? Refusal(HttpRequest request)
    {
        if (!Names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return "The pages are open to this machine only: ask for them at 127.0.0.1 or localhost.";
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none" || request.Headers["Sec-Fetch-Mode"] == "navigate"
            ? null
            : "Another site's page may not read this one.";
    }

    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
