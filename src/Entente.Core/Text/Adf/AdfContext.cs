namespace Entente.Core.Text.Adf;

/// <summary>The node that holds what is being written: the schema says for each which blocks it takes.</summary>
internal enum AdfContext
{
    Document,
    Expand,
    Panel,
    Quote,
    Cell,
    Item,
}
