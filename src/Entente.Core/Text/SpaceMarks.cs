namespace Entente.Core.Text;

/// <summary>
/// Gives white space the marks that the words on both of its sides share. So marks never begin or end on a space, which several formats
/// cannot write, and it does not matter where an editor let a mark end.
/// </summary>
internal static class SpaceMarks
{
    public static void Apply(List<Inline> atoms)
    {
        var following = Following(atoms);
        var before = Marks.None;
        for (var i = 0; i < atoms.Count; i++)
        {
            if (InlineTidier.IsSpace(atoms[i]))
                atoms[i] = (Run)atoms[i] with { Marks = before & following[i] };
            else
                before = MarksOf(atoms[i]);
        }
    }

    private static Marks[] Following(List<Inline> atoms)
    {
        var following = new Marks[atoms.Count];
        var after = Marks.None;
        for (var i = atoms.Count - 1; i >= 0; i--)
        {
            following[i] = after;
            if (!InlineTidier.IsSpace(atoms[i]))
                after = MarksOf(atoms[i]);
        }
        return following;
    }

    private static Marks MarksOf(Inline inline) => inline is Run run ? run.Marks : Marks.None;
}
