namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>What a program asks of its disk.</summary>
internal enum DiskStep
{
    Open,
    Read,
    Write,
    Sync,
    Truncate,
    Delete,
    Lock,
}

/// <summary>One request, numbered from 1 over all steps of a disk that can change something; a read and a lock have the number of the last.</summary>
internal readonly record struct DiskRequest(long N, DiskStep Step, string File);
