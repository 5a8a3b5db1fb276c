using System.IO.Compression;
using System.Text;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports;

public sealed class WholeGzipStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(200_000)]
    public void Read_WholeFile_GivesTheBytes(int length)
    {
        byte[] bytes = Bytes(length);

        Assert.Equal(bytes, Unpack(Pack(bytes)));
    }

    // pigz and bgzip write several members one behind the other; gzip unpacks them as one file.
    [Fact]
    public void Read_TwoMembers_GivesBoth() =>
        Assert.Equal([.. "one "u8, .. "two"u8], Unpack([.. Pack("one "u8.ToArray()), .. Pack("two"u8.ToArray())]));

    [Fact]
    public void Read_FileCutAnywhere_IsRefused()
    {
        byte[] packed = Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => $"row {i}\n"))));

        Assert.All(Enumerable.Range(1, packed.Length - 1), length => Assert.Throws<InvalidDataException>(() => Unpack(packed[..length])));
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new WholeGzipStream(new MemoryStream(packed));
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    // A multiplicative hash of the position: bytes that do not pack well, the same on every machine.
    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((uint)i * 2654435761u >> 24))];
}
