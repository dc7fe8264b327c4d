using System.Security.Cryptography;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Node.Pages.Layout;

/// <summary>
/// Styles and islands, embedded in the assembly and addressed by the hash of their content, so that browsers may keep them for good.
/// </summary>
internal static class WebAssets
{
    private static readonly byte[] StyleBytes = Read("entente.css");
    private static readonly byte[] ScriptBytes = Read("entente.js");

    public static string Style { get; } = Address(StyleBytes, "css");

    public static string Script { get; } = Address(ScriptBytes, "js");

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapMethods(Style, HubPages.Reading, (HttpResponse response) => Send(response, StyleBytes, "text/css; charset=utf-8"));
        pages.MapMethods(Script, HubPages.Reading, (HttpResponse response) => Send(response, ScriptBytes, "text/javascript; charset=utf-8"));
    }

    private static IResult Send(HttpResponse response, byte[] bytes, string type)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, type);
    }

    private static string Address(byte[] bytes, string kind) => $"/assets/{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}.{kind}";

    private static byte[] Read(string name)
    {
        using var resource = typeof(WebAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} was not bundled into the assembly.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
