using System.Security.Cryptography;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Tables;

/// <summary>Hashes what is read.</summary>
internal sealed class HashedStream(Stream inner, IncrementalHash hash) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        hash.AppendData(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
