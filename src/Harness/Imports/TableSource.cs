using System.Text;

namespace JudgeEval.Harness.Imports;

/// <summary>Reads a table's bytes, plain or gzip, in any encoding that <see cref="Datasets.Reading.CsvFile.OpenTable"/> takes.</summary>
internal static class TableSource
{
    /// <summary>Reads the bytes.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <param name="read">Reads them.</param>
    /// <exception cref="JudgeEvalException">The file is absent, no gzip, or its text is not of the encoding that its byte order mark states.</exception>
    public static T Read<T>(string path, Func<Stream, T> read) => SourceFile.Read(path, stream =>
    {
        try
        {
            return read(stream);
        }
        catch (DecoderFallbackException)
        {
            throw ImportErrors.Fatal(
                "JE1660", SourceLocation.InFile(path), "the file is not the UTF-16 that its byte order mark states",
                "it was probably cut off, or joined from files in different encodings", "save it again, as UTF-8 where there is a choice");
        }
    });
}
