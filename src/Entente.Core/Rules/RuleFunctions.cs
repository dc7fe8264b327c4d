using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Text.Markdown;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>The host functions of rules: the ways between text and rich text.</summary>
internal static class RuleFunctions
{
    public static CelEnvironment AddTo(CelEnvironment environment) => environment
        .WithFunction(CelFunction.Global("plain", RichTextValue.StaticType, CelType.String, Plain))
        .WithFunction(CelFunction.Global("markdown", CelType.String, RichTextValue.StaticType, Markdown))
        .WithFunction(CelFunction.Global("text", CelType.String, RichTextValue.StaticType, Text));

    private static CelValue Plain(CelValue rich) => CelValue.String(((RichTextValue)rich.AsObject()).Text.ToString());

    private static CelValue Markdown(CelValue source) => RichTextValue.Of(MarkdownFormat.Read(source.AsString()));

    private static CelValue Text(CelValue source) => RichTextValue.Of(RichText.FromText(source.AsString()));
}
