namespace Entente.Core.Text;

/// <summary>Cuts documents to what a field takes in its own format.</summary>
public static class RichTextOverflow
{
    /// <summary>
    /// The document if it fits, else its beginning with <paramref name="mark"/> as a last, emphasised paragraph, as long as fits. Cut
    /// between blocks where the rest would be a stub, else between words. Empty when not even the mark fits.
    /// </summary>
    /// <param name="measure">The length of the rendered document in the unit of the limit, such as the characters of its wiki markup.</param>
    public static RichText Fit(RichText document, Func<RichText, int> measure, int limit, string mark)
    {
        if (measure(document) <= limit)
            return document;
        // The rendered length grows with the characters kept, nearly evenly: a binary search needs about twenty renderings for 1 MiB.
        var (fits, tooLong) = (0, RichTextCut.Length(document) + 1);
        while (tooLong - fits > 1)
        {
            var middle = fits + ((tooLong - fits) / 2);
            if (measure(Marked(document, middle, mark)) <= limit)
                fits = middle;
            else
                tooLong = middle;
        }
        var cut = Marked(document, fits, mark);
        return measure(cut) <= limit ? cut : RichText.Empty;
    }

    private static RichText Marked(RichText document, int length, string mark) =>
        RichTextCut.First(document, length).Append(new Paragraph([new Run(mark, Marks.Emphasis)]));
}
