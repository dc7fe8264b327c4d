using System.Runtime.InteropServices;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>An open file under SQLite: each request goes to the disk, one at a time.</summary>
internal sealed unsafe class CrashHandle
{
    private const int Busy = 5;
    private const int ShortRead = 10 | (2 << 8);
    private const int NotFound = 12;
    private const int HasMoved = 20;
    private const int SafeOverwrite = 0x1000; // bytes beside a write are never touched: what the Unix layer claims, too

    private static readonly Methods* Table = Fill();

    private readonly CrashDisk disk;
    private readonly CrashFile file;
    private readonly bool isDeletedOnClose;
    private bool isFolderUnsynced;

    private CrashHandle(CrashDisk disk, CrashFile file, int flags)
    {
        const int deleteOnClose = 0x8;
        const int journals = 0x800 | 0x4000 | 0x80000;
        (this.disk, this.file) = (disk, file);
        isDeletedOnClose = (flags & deleteOnClose) != 0 && file.Name.Length > 0;
        isFolderUnsynced = (flags & journals) != 0;
    }

    public static int Open(Native* native, CrashDisk disk, CrashFile file, int flags)
    {
        native->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(new CrashHandle(disk, file, flags)));
        native->Methods = Table;
        return 0;
    }

    private static CrashHandle Of(Native* native) => (CrashHandle)GCHandle.FromIntPtr(native->Handle).Target!;

    [UnmanagedCallersOnly]
    private static int Close(Native* native)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
        {
            handle.file.Locks.Unlock(handle, 0);
            if (handle.isDeletedOnClose && handle.disk.Find(handle.file.Name) == handle.file)
                handle.disk.Delete(handle.file.Name, isFolderToo: false);
        }

        GCHandle.FromIntPtr(native->Handle).Free();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Read(Native* native, byte* into, int length, long offset)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
        {
            if (handle.disk.FaultOf(DiskStep.Read, handle.file.Name) is not 0 and var fault)
                return fault;
            var space = new Span<byte>(into, length);
            var there = handle.file.Bytes.Read(offset, space);
            space[there..].Clear();
            return there == length ? 0 : ShortRead;
        }
    }

    [UnmanagedCallersOnly]
    private static int Write(Native* native, byte* data, int length, long offset)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
        {
            if (handle.disk.FaultOf(DiskStep.Write, handle.file.Name) is not 0 and var fault)
                return fault;
            handle.disk.Write(handle.file, offset, new ReadOnlySpan<byte>(data, length));
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int Truncate(Native* native, long length)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
        {
            if (handle.disk.FaultOf(DiskStep.Truncate, handle.file.Name) is not 0 and var fault)
                return fault;
            handle.disk.Truncate(handle.file, length);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int Sync(Native* native, int flags)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
        {
            if (handle.disk.FaultOf(DiskStep.Sync, handle.file.Name) is not 0 and var fault)
                return fault;
            handle.disk.Sync(handle.file, handle.isFolderUnsynced);
            handle.isFolderUnsynced = false;
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int FileSize(Native* native, long* size)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
            *size = handle.file.Bytes.Length;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Lock(Native* native, int level)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
            return handle.disk.FaultOf(DiskStep.Lock, handle.file.Name) is not 0 and var fault ? fault
                : handle.file.Locks.TryLock(handle, level) ? 0 : Busy;
    }

    [UnmanagedCallersOnly]
    private static int Unlock(Native* native, int level)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
            handle.file.Locks.Unlock(handle, level);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int CheckReservedLock(Native* native, int* isReserved)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
            *isReserved = handle.file.Locks.IsReserved ? 1 : 0;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int FileControl(Native* native, int what, int* answer)
    {
        if (what != HasMoved)
            return NotFound;
        var handle = Of(native);
        lock (handle.disk.Turn)
            *answer = handle.disk.Find(handle.file.Name) == handle.file ? 0 : 1;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int SectorSize(Native* native) => 4096;

    [UnmanagedCallersOnly]
    private static int DeviceCharacteristics(Native* native) => SafeOverwrite;

    [UnmanagedCallersOnly]
    private static int SharedMap(Native* native, int region, int size, int isExtended, nint* memory)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
            *memory = handle.file.Shared.Map(handle, region, size, isExtended != 0);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int SharedLock(Native* native, int from, int count, int flags)
    {
        const int unlock = 1, shared = 4;
        var handle = Of(native);
        lock (handle.disk.Turn)
        {
            if ((flags & unlock) != 0)
            {
                handle.file.Shared.Unlock(handle, from, count);
                return 0;
            }

            if (handle.disk.FaultOf(DiskStep.Lock, handle.file.Name) is not 0 and var fault)
                return fault;
            var isFree = (flags & shared) != 0
                ? handle.file.Shared.TryShare(handle, from, count)
                : handle.file.Shared.TryTake(handle, from, count);
            return isFree ? 0 : Busy;
        }
    }

    [UnmanagedCallersOnly]
    private static void SharedBarrier(Native* native) => Thread.MemoryBarrier();

    [UnmanagedCallersOnly]
    private static int SharedUnmap(Native* native, int isDeleted)
    {
        var handle = Of(native);
        lock (handle.disk.Turn)
            handle.file.Shared.Unmap(handle);
        return 0;
    }

    private static Methods* Fill()
    {
        var table = (Methods*)NativeMemory.AllocZeroed((nuint)sizeof(Methods));
        *table = new Methods
        {
            Version = 2,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
            Lock = &Lock,
            Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock,
            FileControl = &FileControl,
            SectorSize = &SectorSize,
            DeviceCharacteristics = &DeviceCharacteristics,
            SharedMap = &SharedMap,
            SharedLock = &SharedLock,
            SharedBarrier = &SharedBarrier,
            SharedUnmap = &SharedUnmap,
        };
        return table;
    }

    /// <summary>What SQLite keeps of an open file: <c>sqlite3_file</c>, and which handle it is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Native
    {
        public Methods* Methods;
        public nint Handle;
    }

    /// <summary><c>sqlite3_io_methods</c>, version 2.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Methods
    {
        public int Version;
        public delegate* unmanaged<Native*, int> Close;
        public delegate* unmanaged<Native*, byte*, int, long, int> Read;
        public delegate* unmanaged<Native*, byte*, int, long, int> Write;
        public delegate* unmanaged<Native*, long, int> Truncate;
        public delegate* unmanaged<Native*, int, int> Sync;
        public delegate* unmanaged<Native*, long*, int> FileSize;
        public delegate* unmanaged<Native*, int, int> Lock;
        public delegate* unmanaged<Native*, int, int> Unlock;
        public delegate* unmanaged<Native*, int*, int> CheckReservedLock;
        public delegate* unmanaged<Native*, int, int*, int> FileControl;
        public delegate* unmanaged<Native*, int> SectorSize;
        public delegate* unmanaged<Native*, int> DeviceCharacteristics;
        public delegate* unmanaged<Native*, int, int, int, nint*, int> SharedMap;
        public delegate* unmanaged<Native*, int, int, int, int> SharedLock;
        public delegate* unmanaged<Native*, void> SharedBarrier;
        public delegate* unmanaged<Native*, int, int> SharedUnmap;
    }
}
