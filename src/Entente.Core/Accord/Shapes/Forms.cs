using System.Globalization;

namespace Entente.Core.Accord.Shapes;

/// <summary>The scalar shapes of an accord, and short ways to write the others.</summary>
internal static class Forms
{
    public static Shape Words { get; } = new TextShape();

    public static Shape Bool { get; } = new ChoiceShape(["true", "false"]);

    public static Shape Id { get; } = new FormShape(IsId, "a name of letters, digits, '-' and '_' that begins with a letter");

    public static Shape Whole { get; } = new FormShape(text => IsNumber(text, NumberStyles.None), "a whole number");

    public static Shape Number { get; } = new FormShape(text => IsNumber(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign),
        "a number");

    public static Shape Share { get; } = new FormShape(IsShare, "a number from 0 to 1");

    public static Shape Percent { get; } = new FormShape(IsPercent, "a percentage such as 5%");

    public static Shape Duration { get; } =
        new FormShape(text => DurationText.TryRead(text, out _), "a duration such as 90s, 45m, 1h30m, 5d or 2bd", "L10");

    public static Shape Months { get; } = new FormShape(IsMonths, "a number of months such as 24M, or of days such as 90d");

    public static Shape Instant { get; } = new FormShape(text => InstantText.TryRead(text, out _), "an instant such as 2026-09-01T00:00:00Z");

    public static Shape Day { get; } = new FormShape(text => InstantText.TryReadDay(text, out _), "a day such as 2026-09-01");

    public static Shape Period { get; } = new FormShape(InstantText.IsPeriod, "two days in order such as 2026-06-01/2026-08-31");

    public static Shape Size { get; } = new FormShape(text => ByteSize.TryRead(text, out _), "a number of characters, or a size such as 20MB");

    public static Shape Days { get; } = new FormShape(text => CalendarReader.DaysOf(text).Count > 0, "a day such as mon, or days such as mon-fri",
        "L09");

    public static Shape Shift { get; } = new FormShape(text => CalendarReader.TryReadShift(text, out _), "a shift such as 09:00-17:00", "L09");

    /// <summary>What a metric or measure is compared with: a number, a duration, or a comparison with one.</summary>
    public static Shape Level { get; } = new FormShape(IsLevel, "a number or a duration, if wanted after >=, <=, > or <");

    public static Shape Choice(params string[] values) => new ChoiceShape(values);

    public static Shape To(params NameKind[] kinds) => new ReferenceShape(kinds, []);

    public static Shape ToOr(NameKind kind, params string[] words) => new ReferenceShape([kind], words);

    public static Shape List(Shape item) => new ListShape(item);

    public static Shape Map(Shape key, Shape value) => new MapShape(key, value);

    public static Shape Either(params Shape[] options) => new EitherShape(options);

    public static Shape Keys(params KeyShape[] keys) => new RecordShape(keys);

    public static KeyShape Must(string name, Shape shape) => new(name, shape, IsRequired: true);

    public static KeyShape May(string name, Shape shape) => new(name, shape);

    private static bool IsId(string text) =>
        text.Length is > 0 and <= 100 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsNumber(string text, NumberStyles styles) => decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out _);

    private static bool IsShare(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1;

    private static bool IsPercent(string text) => text.EndsWith('%') && IsNumber(text[..^1], NumberStyles.AllowDecimalPoint);

    private static bool IsMonths(string text) => text.Length > 1 && text[^1] is 'M' or 'd' && IsNumber(text[..^1], NumberStyles.None);

    private static bool IsLevel(string text)
    {
        var level = text.TrimStart('<', '>', '=').Trim();
        if (DurationText.TryRead(level, out _)) return true;
        // A measure may be a mean, so a fraction of a unit is a level though it is no promise: 1.5h.
        return IsNumber(level.TrimEnd('s', 'm', 'h', 'd'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign);
    }
}
