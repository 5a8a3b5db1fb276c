using System.Security.Cryptography;

namespace JudgeEval.Harness.Reviews;

/// <summary>What a file was when it was read, to notice that somebody else wrote it.</summary>
internal sealed class FileStamp
{
    // Up to here the content is compared each time; a larger file is read again only where its length or time changed, so that a key press stays quick.
    private const long SmallFile = 1 << 20;

    private readonly byte[] _hash;
    private readonly long _length;
    private DateTime _written;

    /// <summary>Reads the file as it is now; an absent one may come into being later, which is a change too.</summary>
    public FileStamp(string path)
    {
        FilePath = path;
        (_length, _written) = Stat();
        _hash = Hash();
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Whether the file is still what it was.</summary>
    /// <param name="whole">Whether to compare the content however large it is.</param>
    public bool IsUnchanged(bool whole)
    {
        (long length, DateTime written) = Stat();
        if (!whole && length > SmallFile && length == _length && written == _written)
        {
            return true;
        }

        if (length != _length || !Hash().AsSpan().SequenceEqual(_hash))
        {
            return false;
        }

        _written = written;
        return true;
    }

    private (long Length, DateTime Written) Stat()
    {
        var info = new FileInfo(FilePath);
        return info.Exists ? (info.Length, info.LastWriteTimeUtc) : (-1, default);
    }

    private byte[] Hash()
    {
        try
        {
            using FileStream stream = File.OpenRead(FilePath);
            return SHA256.HashData(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
