namespace Entente.Simulation.Tests.People;

/// <summary>One tracker as its people use it, and as the checkers read it.</summary>
internal interface IDesk
{
    string Connection { get; }

    /// <summary>Makes a ticket; answers its native id.</summary>
    string Raise(string title, string text, bool isShared);

    bool Retitle(string id, string title);

    /// <param name="level">1 is the most urgent, 4 the least.</param>
    bool Prioritise(string id, int level);

    bool Say(string id, string text);

    /// <summary>A word that must stay in this tracker.</summary>
    bool Whisper(string id, string text);

    /// <summary>Something in a field that no rule shares.</summary>
    bool Scribble(string id, string text);

    bool Attach(string id, string name, byte[] bytes);

    /// <summary>Moves the ticket on or back in its workflow.</summary>
    bool Move(string id, int choice);

    /// <summary>Does what hands the ticket on to the next tracker, where this takes an act.</summary>
    bool HandOn(string id);

    /// <summary>Every ticket of the tracker, oldest first.</summary>
    IReadOnlyList<string> All();

    Shown Read(string id);
}

/// <summary>What people see of a ticket.</summary>
/// <param name="Level">Priority, 1 to 4; 0 for none.</param>
/// <param name="Thread">What was said, public and internal, oldest first; the description is not part of it.</param>
/// <param name="Files">Names and lengths.</param>
internal sealed record Shown(
    string Title, string Text, int Level, string State, IReadOnlyList<string> Thread, IReadOnlyList<(string Name, long Bytes)> Files);
