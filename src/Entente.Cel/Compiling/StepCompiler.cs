using Entente.Cel.Syntax;
#pragma warning disable IDE0055, CA1822, CS9113
namespace Entente.Cel.Compiling;
internal sealed class CompiledProgram { public CelValue Run(CelValue[] v, long cost) => CelValue.Null; }
internal sealed class StepCompiler(ErrorList e) { public CompiledProgram Compile(Node n) => new(); }
