#pragma warning disable IDE0055, CA1822, CS9113
namespace Entente.Cel.Syntax;
internal sealed class Node;
internal static class Parser { public static Node? Parse(SourceText s, CelLimits l, ErrorList e) => null; }
