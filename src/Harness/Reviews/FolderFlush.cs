using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Harness.Reviews;

/// <summary>
/// Makes a new or renamed file's entry in its folder outlive a loss of power. A file that is flushed is on disk, but on Unix its name need not be until the
/// folder is flushed too; Windows keeps both together and has nothing to be called for.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes the folder that a file is in. File systems that cannot do it, as some over a network, are left to their own promises.</summary>
    /// <param name="file">The file.</param>
    public static void Of(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // File.OpenHandle refuses folders, so that the descriptor has to be opened by the system's own call.
        using var handle = new SafeFileHandle(Open(Path.GetDirectoryName(Path.GetFullPath(file))!, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid)
        {
            return;
        }

        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file itself is flushed already; more cannot be had here.
            return;
        }
    }

#pragma warning disable SYSLIB1054 // Generated marshalling needs unsafe code, which this project does without.
    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
#pragma warning restore SYSLIB1054
}
