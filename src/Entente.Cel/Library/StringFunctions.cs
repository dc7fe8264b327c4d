using System.Text;
using Entente.Cel.Compiling;

namespace Entente.Cel.Library;

/// <summary>The string functions of the specification and of its strings extension. Positions count code points.</summary>
internal static class StringFunctions
{
    private static readonly CelType Text = CelType.String;
    private static readonly CelType Texts = CelType.List(CelType.String);

    public static void Add(FunctionList functions)
    {
        AddTest(functions, "contains", (text, part) => text.Contains(part, StringComparison.Ordinal));
        AddTest(functions, "startsWith", (text, part) => text.StartsWith(part, StringComparison.Ordinal));
        AddTest(functions, "endsWith", (text, part) => text.EndsWith(part, StringComparison.Ordinal));
        AddMapping(functions, "lowerAscii", text => AsciiCase(text, char.IsAsciiLetterUpper));
        AddMapping(functions, "upperAscii", text => AsciiCase(text, char.IsAsciiLetterLower));
        AddMapping(functions, "trim", text => text.Trim());
        AddMapping(functions, "reverse", CodePoints.Reverse);
        functions.Global("strings.quote", [Text], Text, (a, e) => Spent(a[0], e, ValueText.Quote));
        functions.Receiver("matches", [Text, Text], CelType.Bool, Patterns.Matches);
        functions.Global("matches", [Text, Text], CelType.Bool, Patterns.Matches);
        functions.Receiver("format", [Text, CelType.AnyList], Text, (a, e) => StringFormat.Format(a[0].RawString, a[1].RawList, e));
        AddPositions(functions);
        AddSearch(functions);
        AddSplitAndJoin(functions);
        AddReplace(functions);
    }

    private static void AddTest(FunctionList functions, string name, Func<string, string, bool> test) =>
        functions.Receiver(name, [Text, Text], CelType.Bool, (a, e) =>
        {
            e.SpendText(a[0].RawString.Length);
            return CelValue.Bool(test(a[0].RawString, a[1].RawString));
        });

    private static void AddMapping(FunctionList functions, string name, Func<string, string> map) =>
        functions.Receiver(name, [Text], Text, (a, e) => Spent(a[0], e, map));

    private static CelValue Spent(CelValue text, Evaluation evaluation, Func<string, string> map)
    {
        evaluation.SpendText(text.RawString.Length);
        return CelValue.String(map(text.RawString));
    }

    // Both cases of a letter differ in one bit.
    private static string AsciiCase(string text, Func<char, bool> changes) => string.Create(text.Length, (text, changes), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = state.changes(state.text[i]) ? (char)(state.text[i] ^ 0x20) : state.text[i];
    });

    private static void AddPositions(FunctionList functions)
    {
        functions.Receiver("charAt", [Text, CelType.Int], Text, (a, e) =>
        {
            e.SpendText(a[0].RawString.Length);
            var text = a[0].RawString;
            var at = CodePoints.ToOffset(text, a[1].RawInt);
            if (at < 0) return OutOfRange(a[1].RawInt);
            return CelValue.String(at == text.Length ? "" : text.Substring(at, char.IsSurrogatePair(text, at) ? 2 : 1));
        });
        functions.Receiver("substring", [Text, CelType.Int], Text, (a, e) =>
        {
            e.SpendText(a[0].RawString.Length);
            var from = CodePoints.ToOffset(a[0].RawString, a[1].RawInt);
            return from < 0 ? OutOfRange(a[1].RawInt) : CelValue.String(a[0].RawString[from..]);
        });
        functions.Receiver("substring", [Text, CelType.Int, CelType.Int], Text, (a, e) =>
        {
            e.SpendText(a[0].RawString.Length);
            var from = CodePoints.ToOffset(a[0].RawString, a[1].RawInt);
            var to = CodePoints.ToOffset(a[0].RawString, a[2].RawInt);
            if (from < 0 || to < 0) return OutOfRange(from < 0 ? a[1].RawInt : a[2].RawInt);
            return from > to
                ? CelValue.Error(CelErrorCodes.InvalidArgument, $"The substring ends at {a[2]}, before its start at {a[1]}.")
                : CelValue.String(a[0].RawString[from..to]);
        });
    }

    private static void AddSearch(FunctionList functions)
    {
        functions.Receiver("indexOf", [Text, Text], CelType.Int, (a, e) => IndexOf(a[0].RawString, a[1].RawString, 0, e));
        functions.Receiver("indexOf", [Text, Text, CelType.Int], CelType.Int, (a, e) => IndexOf(a[0].RawString, a[1].RawString, a[2].RawInt, e));
        functions.Receiver("lastIndexOf", [Text, Text], CelType.Int, (a, e) =>
            LastIndexOf(a[0].RawString, a[1].RawString, CodePoints.Count(a[0].RawString), e));
        functions.Receiver("lastIndexOf", [Text, Text, CelType.Int], CelType.Int, (a, e) =>
            LastIndexOf(a[0].RawString, a[1].RawString, a[2].RawInt, e));
    }

    private static CelValue IndexOf(string text, string part, long from, Evaluation evaluation)
    {
        evaluation.SpendText(text.Length);
        var start = CodePoints.ToOffset(text, from);
        if (start < 0) return OutOfRange(from);
        var found = text.IndexOf(part, start, StringComparison.Ordinal);
        return CelValue.Int(found < 0 ? -1 : CodePoints.ToIndex(text, found));
    }

    /// <param name="from">The last position where the part may begin.</param>
    private static CelValue LastIndexOf(string text, string part, long from, Evaluation evaluation)
    {
        evaluation.SpendText(text.Length);
        var start = CodePoints.ToOffset(text, from);
        if (start < 0) return OutOfRange(from);
        var found = text.AsSpan(0, (int)Math.Min((long)start + part.Length, text.Length)).LastIndexOf(part, StringComparison.Ordinal);
        return CelValue.Int(found < 0 ? -1 : CodePoints.ToIndex(text, found));
    }

    private static void AddSplitAndJoin(FunctionList functions)
    {
        functions.Receiver("split", [Text, Text], Texts, (a, e) => Split(a[0].RawString, a[1].RawString, -1, e));
        functions.Receiver("split", [Text, Text, CelType.Int], Texts, (a, e) => Split(a[0].RawString, a[1].RawString, a[2].RawInt, e));
        functions.Receiver("join", [Texts], Text, (a, e) => Join(a[0].RawList, "", e));
        functions.Receiver("join", [Texts, Text], Text, (a, e) => Join(a[0].RawList, a[1].RawString, e));
    }

    private static CelValue Split(string text, string separator, long limit, Evaluation evaluation)
    {
        evaluation.Spend(text.Length + 1);
        if (limit == 0) return CelValue.List([]);
        var most = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        if (separator.Length > 0) return CelValue.List([.. text.Split(separator, most).Select(CelValue.String)]);
        var parts = new List<CelValue>();
        for (var at = 0; at < text.Length;)
        {
            var isLast = parts.Count == most - 1;
            var length = isLast ? text.Length - at : char.IsSurrogatePair(text, at) ? 2 : 1;
            parts.Add(CelValue.String(text.Substring(at, length)));
            at += length;
        }
        return CelValue.List(parts);
    }

    private static CelValue Join(IReadOnlyList<CelValue> parts, string separator, Evaluation evaluation)
    {
        var result = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind != CelKind.String) return CelValue.Error(CelErrorCodes.NoOverload, $"Only strings can be joined, not {parts[i].Kind}.");
            evaluation.SpendText(parts[i].RawString.Length + separator.Length);
            if (i > 0) result.Append(separator);
            result.Append(parts[i].RawString);
        }
        return CelValue.String(result.ToString());
    }

    private static void AddReplace(FunctionList functions)
    {
        functions.Receiver("replace", [Text, Text, Text], Text, (a, e) => Replace(a, -1, e));
        functions.Receiver("replace", [Text, Text, Text, CelType.Int], Text, (a, e) => Replace(a, a[3].RawInt, e));
    }

    private static CelValue Replace(ReadOnlySpan<CelValue> arguments, long limit, Evaluation evaluation)
    {
        var (text, part, replacement) = (arguments[0].RawString, arguments[1].RawString, arguments[2].RawString);
        evaluation.SpendText(text.Length);
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (limit != 0 && FindNext(text, part, at) is >= 0 and var found)
        {
            evaluation.SpendText(replacement.Length);
            result.Append(text, at, found - at).Append(replacement);
            at = found + part.Length;
            limit--;
            if (part.Length > 0) continue;

            // An empty part is found before every code point and at the end.
            if (at >= text.Length) return CelValue.String(result.ToString());
            var length = char.IsSurrogatePair(text, at) ? 2 : 1;
            result.Append(text, at, length);
            at += length;
        }
        return CelValue.String(result.Append(text, at, text.Length - at).ToString());
    }

    private static int FindNext(string text, string part, int from) => part.Length == 0 ? from : text.IndexOf(part, from, StringComparison.Ordinal);

    private static CelValue OutOfRange(long index) =>
        CelValue.Error(CelErrorCodes.IndexOutOfRange, $"The position {index} lies outside of the string.");
}
