using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

/// <summary>
/// Finds which first-level fields of each variable an expression can read. A field selected or indexed by a constant counts as that
/// field; a variable in any other place may be read whole. <c>cel.bind</c> of a bare variable is an alias and seen through.
/// </summary>
internal sealed class ReferenceCollector
{
    private readonly SortedDictionary<string, (SortedSet<string> Fields, bool Whole)> _reads = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<KeyValuePair<string, CelType>> _variables;

    private ReferenceCollector(IReadOnlyList<KeyValuePair<string, CelType>> variables) => _variables = variables;

    public static IReadOnlyDictionary<string, CelReads> Collect(Node root, IReadOnlyList<KeyValuePair<string, CelType>> variables)
    {
        var collector = new ReferenceCollector(variables);
        collector.Visit(root);
        var reads = new SortedDictionary<string, CelReads>(StringComparer.Ordinal);
        foreach (var (variable, (fields, whole)) in collector._reads) reads.Add(variable, new CelReads([.. fields], whole));
        return reads;
    }

    private void Visit(Node node)
    {
        if (VariableOf(node) is { } whole)
        {
            Reads(whole, null);
            return;
        }
        switch (node)
        {
            case SelectNode { Resolution.Kind: ResolutionKind.None } select:
                VisitField(select.Operand, select.Field);
                break;
            case IndexNode { Index: LiteralNode { Value.Kind: CelKind.String } name } index:
                VisitField(index.Operand, name.Value.AsString());
                break;
            case BindNode bind:
                // An alias is read where it is used.
                if (VariableOf(bind.Value) is null) Visit(bind.Value);
                Visit(bind.Body);
                break;
            default:
                foreach (var child in ChildrenOf(node)) Visit(child);
                break;
        }
    }

    private void VisitField(Node operand, string field)
    {
        if (VariableOf(operand) is { } variable) Reads(variable, field);
        else Visit(operand);
    }

    private void Reads(string variable, string? field)
    {
        var (fields, whole) = _reads.TryGetValue(variable, out var known) ? known : (new SortedSet<string>(StringComparer.Ordinal), false);
        if (field is not null) fields.Add(field);
        _reads[variable] = (fields, whole || field is null);
    }

    /// <summary>The variable that a node stands for by itself, also by way of an alias.</summary>
    private string? VariableOf(Node node)
    {
        var resolution = node switch
        {
            NameNode name => name.Resolution,
            SelectNode select => select.Resolution,
            _ => default,
        };
        return resolution switch
        {
            { Kind: ResolutionKind.Variable } => _variables[resolution.Slot].Key,
            { Kind: ResolutionKind.Local, Binding: { } bind } => VariableOf(bind.Value),
            _ => null,
        };
    }

    private static IEnumerable<Node> ChildrenOf(Node node) => node switch
    {
        IndexNode index => [index.Operand, index.Index],
        CallNode call => call.Resolved?.Arguments ?? [],
        UnaryNode unary => [unary.Operand],
        BinaryNode binary => [binary.Left, binary.Right],
        ConditionalNode conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        ListNode list => list.Elements.Select(element => element.Value),
        MapNode map => map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        ComprehensionNode { Filter: { } filter } comprehension => [comprehension.Range, filter, comprehension.Body],
        ComprehensionNode comprehension => [comprehension.Range, comprehension.Body],
        OptionalMapNode optional => [optional.Target, optional.Body],
        _ => [],
    };
}
