using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>SHA-256 over a sequence of values. Every text is preceded by its length in bytes, so that no two sequences run together.</summary>
internal sealed class ContentHasher : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Add(double value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds a text; an absent one differs from an empty one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }

        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Reserve(sizeof(int) + most);
        int length = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_filled + sizeof(int)));
        Add(length);
        _filled += length;
    }

    public void Add(IReadOnlyCollection<KeyValuePair<string, string>> pairs)
    {
        Add(pairs.Count);
        foreach ((string key, string value) in pairs)
        {
            Add(key);
            Add(value);
        }
    }

    /// <summary>The hash of everything added, in lower-case hexadecimal.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private Span<byte> Take(int length)
    {
        Reserve(length);
        _filled += length;
        return _buffer.AsSpan(_filled - length, length);
    }

    private void Reserve(int length)
    {
        if (_filled + length <= _buffer.Length)
        {
            return;
        }

        Flush();
        if (length > _buffer.Length)
        {
            _buffer = new byte[length];
        }
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _filled);
        _filled = 0;
    }
}
