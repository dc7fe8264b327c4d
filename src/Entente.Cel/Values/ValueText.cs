#pragma warning disable IDE0055, CA1822, CS9113
namespace Entente.Cel;
internal static class ValueText { public static string Write(CelValue v) => v.Kind.ToString(); public static string Plain(CelValue v) => v.Kind.ToString(); }
