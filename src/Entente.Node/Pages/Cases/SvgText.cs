using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Entente.Node.Pages.Cases;

/// <summary>SVG's element <c>text</c>, whose name means something else to Razor.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter]
    public string? Class { get; set; }

    [Parameter, EditorRequired]
    public double X { get; set; }

    [Parameter, EditorRequired]
    public double Y { get; set; }

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "x", PictureDrawing.Number(X));
        builder.AddAttribute(3, "y", PictureDrawing.Number(Y));
        builder.AddContent(4, Text);
        builder.CloseElement();
    }
}
