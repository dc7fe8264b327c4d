namespace Entente.Core.Text;
/// <summary>x</summary>
public static class TextOverflow { public static string Fit(string t, int limit, string mark) => t.Length <= limit ? t : t[..(limit - mark.Length)] + mark; }
/// <summary>x</summary>
public static class RichTextOverflow { public static RichText Fit(RichText t, Func<RichText, int> m, int limit, string mark) => t; }
