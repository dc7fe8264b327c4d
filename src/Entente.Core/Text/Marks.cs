namespace Entente.Core.Text;

/// <summary>How a run looks. Marks combine; superscript wins over subscript when a document is tidied.</summary>
[Flags]
public enum Marks
{
    None = 0,
    Strong = 1,
    Emphasis = 2,
    Underline = 4,
    Strike = 8,
    Code = 16,
    Superscript = 32,
    Subscript = 64,
}
