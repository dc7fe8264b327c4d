using System.Globalization;

namespace Entente.Core.Accord.Shapes;

/// <summary>The days of a phase, counted from 1 on both ends: <c>1-20</c>.</summary>
internal static class PhaseDays
{
    public static bool TryRead(string text, out int first, out int last)
    {
        (first, last) = (0, 0);
        return text.Split('-') is [var from, var to]
            && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && first >= 1 && first <= last;
    }
}
