using System.Text;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Imports;

/// <summary>Reads a source as UTF-8 text, plain or gzip.</summary>
internal static class SourceFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole text, without a byte order mark.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <exception cref="JudgeEvalException">The file is absent, no gzip, or not UTF-8.</exception>
    public static string ReadText(string path) => Read(path, stream =>
    {
        using var reader = new StreamReader(stream, StrictUtf8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    });

    /// <summary>Reads the bytes.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <param name="read">Reads them.</param>
    /// <exception cref="JudgeEvalException">The file is absent, no gzip, or not UTF-8.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        using Stream stream = Open(path);
        return Guarded(path, () => read(stream));
    }

    /// <summary>The lines of a file, without their ends and without a byte order mark, one at a time.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <returns>The number of each line, from 1, and its bytes, which are the caller's.</returns>
    /// <exception cref="JudgeEvalException">The file is absent or no gzip.</exception>
    public static IEnumerable<(int Number, byte[] Line)> Lines(string path) => LinesWith(path, []);

    /// <summary>Those lines of a file that hold a word.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <param name="word">The word's UTF-8.</param>
    /// <returns>The number of each line, from 1, and its bytes, which are the caller's.</returns>
    /// <exception cref="JudgeEvalException">The file is absent or no gzip.</exception>
    public static IEnumerable<(int Number, byte[] Line)> LinesWith(string path, byte[] word)
    {
        using Stream stream = Open(path);
        using Utf8Lines lines = Guarded(path, () => new Utf8Lines(stream));
        Func<bool> next = lines.Next;
        while (Guarded(path, next))
        {
            if (lines.Block.IndexOf(word) >= 0)
            {
                yield return (lines.Line, lines.Block.ToArray());
            }
        }
    }

    /// <summary>The file of this name, plain or with <c>.gz</c> behind; the plain name when neither exists.</summary>
    /// <param name="path">The plain name.</param>
    public static string PlainOrPacked(string path) => !File.Exists(path) && File.Exists(path + ".gz") ? path + ".gz" : path;

    private static Stream Open(string path)
    {
        if (!File.Exists(path))
        {
            string what = Directory.Exists(path) ? "the source is a folder, not a file" : "the source does not exist";
            throw ImportErrors.Fatal(
                "JE1601", SourceLocation.InFile(path), what, "the path is probably mistyped", "give the path of a file");
        }

        FileStream file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new WholeGzipStream(file) : file;
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw ImportErrors.Fatal(
                "JE1601", SourceLocation.InFile(path), "the file is not UTF-8", "it was probably saved in another encoding",
                "save it as UTF-8");
        }
        catch (InvalidDataException exception)
        {
            throw ImportErrors.Fatal(
                "JE1601", SourceLocation.InFile(path), "the file is not whole gzip", exception.Message.TrimEnd('.'),
                "fetch or compress it anew; drop the ending .gz where it is plain text");
        }
    }
}
