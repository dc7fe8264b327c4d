#pragma warning disable IDE0055, CA1822, CS9113
namespace Entente.Cel.Library;
internal sealed class FunctionTable { public FunctionTable With(CelFunction f) => this; }
internal static class StandardLibrary { public static FunctionTable Table { get; } = new(); }
