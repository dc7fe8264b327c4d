using Entente.Cel.Library;
using Entente.Cel.Syntax;
#pragma warning disable IDE0055, CA1822, CS9113
namespace Entente.Cel.Checking;
internal sealed class Checker(CelEnvironment a, FunctionTable b, ErrorList c, bool d) { public CelType Check(Node n) => CelType.Dyn; }
internal static class ReferenceCollector { public static IReadOnlyDictionary<string, CelReads> Collect(Node n) => new Dictionary<string, CelReads>(); }
