namespace Entente.Core.Text.Textile;

/// <summary>
/// Textile as Redmine renders it. Reading never fails: what is no markup is text. Writing escapes with entities, which Redmine shows as
/// characters, and always breaks <c>{{</c> as <see cref="Placeholders"/> says, since Redmine runs macros such as <c>{{include(page)}}</c>.
/// </summary>
public static class TextileFormat
{
    public static RichText Read(string textile) => Placeholders.Restore(new RichText(TextileReader.Read(textile.ReplaceLineEndings("\n"))));

    public static string Write(RichText document, TextileWriteOptions? options = null) =>
        new TextileWriter(options ?? TextileWriteOptions.Default).Write(Placeholders.Guard(Tidier.ForWriting(document)));
}
