using System.Globalization;
using System.Net;
using System.Text;

namespace Entente.Sandbox.People;

/// <summary>The frame that all pages share: head, banner, main part, and the forms' controls.</summary>
internal static class PeoplePage
{
    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Time(DateTimeOffset at)
    {
        var iso = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"<time datetime=\"{iso}\">{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</time>";
    }

    /// <param name="main">Safe HTML of the main part.</param>
    /// <param name="refusal">Why the last act was refused; null when it was not.</param>
    public static string Frame(IPeopleDesk desk, string title, string main, string? refusal) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Escape(title)} – {Escape(desk.Title)}</title>
        <link rel="stylesheet" href="{PeopleStyle.Path}">
        </head>
        <body>
        <a class="skip" href="#main">Skip to content</a>
        <header><p class="brand"><a href="/">{Escape(desk.Title)}</a></p><p class="hint">An imitation for trying things out</p></header>
        <main id="main">
        {(refusal is null ? "" : $"<p class=\"refusal\" role=\"alert\"><strong>Refused:</strong> {Escape(refusal)}</p>")}
        {main}
        </main>
        </body>
        </html>
        """;

    /// <summary>A form for one act.</summary>
    /// <param name="inside">Safe HTML of the fields after the hidden ones, and the button's text.</param>
    public static string Form(DeskVerb verb, string actor, string? key, (string Controls, string Button) inside) => $"""
        <form method="post" action="/people">
        <input type="hidden" name="verb" value="{verb}">
        <input type="hidden" name="actor" value="{Escape(actor)}">
        <input type="hidden" name="key" value="{Escape(key)}">
        {inside.Controls}
        <button type="submit">{Escape(inside.Button)}</button>
        </form>
        """;

    /// <summary>A labelled choice.</summary>
    public static string Choice(string name, string label, IEnumerable<string> values, string? chosen)
    {
        var options = new StringBuilder();
        foreach (var value in values)
            options.Append($"<option value=\"{Escape(value)}\"{(value == chosen ? " selected" : "")}>{Escape(value)}</option>");
        return $"<label>{Escape(label)} <select name=\"{name}\">{options}</select></label>";
    }

    /// <summary>Lets the visitor act as somebody else; stays on the page.</summary>
    /// <param name="kept">Safe HTML of the hidden fields by which the page is found.</param>
    public static string ActAs(IPeopleDesk desk, string actor, string kept) => $"""
        <form method="get" class="as">
        {kept}
        {Choice("as", "Act as", desk.Actors, actor)}
        <button type="submit">Change</button>
        </form>
        """;

    public static string Status(string status) => $"<span class=\"status\">{Escape(status)}</span>";
}
