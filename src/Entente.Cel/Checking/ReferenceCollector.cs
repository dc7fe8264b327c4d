using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

/// <summary>
/// Finds which first-level fields of each variable an expression can read, and which names of those. A field selected or indexed by a constant
/// counts as that field; a variable, or a field, in any other place may be read whole. <c>cel.bind</c> of a bare variable is an alias and seen
/// through.
/// </summary>
internal sealed class ReferenceCollector
{
    private readonly SortedDictionary<string, Found> _reads = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<KeyValuePair<string, CelType>> _variables;

    private ReferenceCollector(IReadOnlyList<KeyValuePair<string, CelType>> variables) => _variables = variables;

    public static IReadOnlyDictionary<string, CelReads> Collect(Node root, IReadOnlyList<KeyValuePair<string, CelType>> variables)
    {
        var collector = new ReferenceCollector(variables);
        collector.Visit(root);
        var reads = new SortedDictionary<string, CelReads>(StringComparer.Ordinal);
        foreach (var (variable, found) in collector._reads) reads.Add(variable, found.Reads());
        return reads;
    }

    private void Visit(Node node)
    {
        if (VariableOf(node) is { } whole)
        {
            Of(whole).Whole = true;
            return;
        }
        if (NamedOf(node) is { } named)
        {
            VisitNamed(named.Operand, named.Name);
            return;
        }
        switch (node)
        {
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

    private void VisitNamed(Node operand, string name)
    {
        if (VariableOf(operand) is { } variable) Of(variable).Read(name);
        else if (NamedOf(operand) is { } field && VariableOf(field.Operand) is { } owner) Of(owner).Read(field.Name, name);
        else Visit(operand);
    }

    private Found Of(string variable)
    {
        if (!_reads.TryGetValue(variable, out var found)) _reads.Add(variable, found = new Found());
        return found;
    }

    /// <summary>What is selected or indexed by a constant name, and that name.</summary>
    private static (Node Operand, string Name)? NamedOf(Node node) => node switch
    {
        SelectNode { Resolution.Kind: ResolutionKind.None } select => (select.Operand, select.Field),
        IndexNode { Index: LiteralNode { Value.Kind: CelKind.String } name } index => (index.Operand, name.Value.AsString()),
        _ => null,
    };

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

    /// <summary>What was found of one variable.</summary>
    private sealed class Found
    {
        private readonly SortedDictionary<string, SortedSet<string>> _within = new(StringComparer.Ordinal);
        private readonly HashSet<string> _wholeFields = new(StringComparer.Ordinal);

        public bool Whole { get; set; }

        public void Read(string field)
        {
            Names(field);
            _wholeFields.Add(field);
        }

        public void Read(string field, string name) => Names(field).Add(name);

        public CelReads Reads() => new([.. _within.Keys], Whole)
        {
            Within = new SortedDictionary<string, IReadOnlyList<string>>(
                _within.Where(field => !_wholeFields.Contains(field.Key))
                    .ToDictionary(field => field.Key, IReadOnlyList<string> (field) => [.. field.Value]),
                StringComparer.Ordinal),
        };

        private SortedSet<string> Names(string field)
        {
            if (!_within.TryGetValue(field, out var names)) _within.Add(field, names = new SortedSet<string>(StringComparer.Ordinal));
            return names;
        }
    }
}
