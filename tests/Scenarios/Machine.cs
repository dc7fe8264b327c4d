using System.Runtime.Versioning;

// Real processes on Debian: file modes and kill -9 are asked of Linux.
[assembly: SupportedOSPlatform("linux")]

// One scenario at a time: each starts processes of its own, and some measure them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
