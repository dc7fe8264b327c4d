using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>
/// Puts <see cref="CrashDisk"/>s under SQLite: a layer of its own beside the system's (https://www.sqlite.org/vfs.html). A file's folder says on
/// which disk it lies.
/// </summary>
internal static unsafe class CrashVfs
{
    public const string Name = "entente-crash";

    private const int PathBytes = 1024;
    private const int CannotOpen = 14;

    private static readonly ConcurrentDictionary<string, CrashDisk> Disks = new(StringComparer.Ordinal);
    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>From now on, files of this folder lie on this disk.</summary>
    public static void Mount(string folder, CrashDisk disk)
    {
        _ = Registered.Value;
        Disks[folder] = disk;
    }

    public static void Unmount(string folder) => Disks.TryRemove(folder, out _);

    private static bool Register()
    {
        SQLitePCL.Batteries_V2.Init();
        var vfs = (Table*)NativeMemory.AllocZeroed((nuint)sizeof(Table));
        vfs->Version = 1;
        vfs->FileBytes = sizeof(CrashHandle.Native);
        vfs->PathBytes = PathBytes;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        vfs->Access = &Access;
        vfs->FullPathname = &FullPathname;
        vfs->Randomness = &Randomness;
        vfs->Sleep = &Sleep;
        vfs->CurrentTime = &CurrentTime;
        vfs->GetLastError = &GetLastError;
        return sqlite3_vfs_register(vfs, 0) == 0 ? true : throw new InvalidOperationException("SQLite refused the layer.");
    }

    private static (CrashDisk? Disk, string File) Find(byte* name)
    {
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        return (Disks.GetValueOrDefault(Path.GetDirectoryName(path)!), Path.GetFileName(path));
    }

    [UnmanagedCallersOnly]
    private static int Open(Table* vfs, byte* name, CrashHandle.Native* file, int flags, int* outFlags)
    {
        const int create = 0x4;
        file->Methods = null;
        if (outFlags is not null)
            *outFlags = flags;
        if (name is null)
            return CrashHandle.Open(file, new CrashDisk(), new CrashFile(""), flags); // a temporary file
        var (disk, path) = Find(name);
        if (disk is null)
            return CannotOpen;
        lock (disk.Turn)
        {
            if (disk.FaultOf(DiskStep.Open, path) is not 0 and var fault)
                return fault;
            var found = disk.Find(path);
            if (found is null && (flags & create) == 0)
                return CannotOpen;
            return CrashHandle.Open(file, disk, found ?? disk.Create(path), flags);
        }
    }

    [UnmanagedCallersOnly]
    private static int Delete(Table* vfs, byte* name, int isFolderSynced)
    {
        const int notThere = 10 | (23 << 8);
        var (disk, path) = Find(name);
        if (disk is null)
            return notThere;
        lock (disk.Turn)
        {
            if (disk.FaultOf(DiskStep.Delete, path) is not 0 and var fault)
                return fault;
            if (disk.Find(path) is null)
                return notThere;
            disk.Delete(path, isFolderSynced != 0);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int Access(Table* vfs, byte* name, int flags, int* isThere)
    {
        var (disk, path) = Find(name);
        *isThere = 0;
        if (disk is not null)
            lock (disk.Turn)
                *isThere = disk.Find(path) is { Bytes.Length: > 0 } || (flags != 0 && disk.Find(path) is not null) ? 1 : 0;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int FullPathname(Table* vfs, byte* name, int length, byte* full)
    {
        var bytes = Encoding.UTF8.GetBytes(Path.GetFullPath(Marshal.PtrToStringUTF8((nint)name)!));
        if (bytes.Length >= length)
            return CannotOpen;
        bytes.CopyTo(new Span<byte>(full, length));
        full[bytes.Length] = 0;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Randomness(Table* vfs, int length, byte* into)
    {
        new Span<byte>(into, length).Fill(7); // salts only tell old frames from new ones, and SQLite counts them up itself
        return length;
    }

    /// <summary>Says that it slept as long as asked, and gives others at most a millisecond: what waits 30 s is tested in one.</summary>
    [UnmanagedCallersOnly]
    private static int Sleep(Table* vfs, int microseconds)
    {
        Thread.CurrentThread.Join(1);
        return microseconds;
    }

    [UnmanagedCallersOnly]
    private static int CurrentTime(Table* vfs, double* julianDay)
    {
        *julianDay = 2_461_101.5;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int GetLastError(Table* vfs, int length, byte* text) => 0;

    [DllImport("e_sqlite3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_vfs_register(Table* vfs, int isDefault);

    /// <summary><c>sqlite3_vfs</c>, version 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Table
    {
        public int Version;
        public int FileBytes;
        public int PathBytes;
        public nint Next;
        public byte* Name;
        public nint Data;
        public delegate* unmanaged<Table*, byte*, CrashHandle.Native*, int, int*, int> Open;
        public delegate* unmanaged<Table*, byte*, int, int> Delete;
        public delegate* unmanaged<Table*, byte*, int, int*, int> Access;
        public delegate* unmanaged<Table*, byte*, int, byte*, int> FullPathname;
        public nint LibraryOpen;
        public nint LibraryError;
        public nint LibrarySymbol;
        public nint LibraryClose;
        public delegate* unmanaged<Table*, int, byte*, int> Randomness;
        public delegate* unmanaged<Table*, int, int> Sleep;
        public delegate* unmanaged<Table*, double*, int> CurrentTime;
        public delegate* unmanaged<Table*, int, byte*, int> GetLastError;
    }
}
