using System.Buffers;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// Verdict files (<c>*.verdicts.jsonl</c>): a header that names judge and dataset, then one line for each judgement, sorted by item,
/// repeat and order, ending in LF; the same verdicts are the same bytes.
/// </summary>
public static class VerdictFile
{
    /// <summary>The format and its version, as the header names it.</summary>
    public const string Format = "judgeeval.verdicts/1";

    /// <summary>The end of a verdict file's name.</summary>
    public const string Extension = ".verdicts.jsonl";

    /// <summary>The target of a judge that predicts difficulty, as the header names it.</summary>
    internal const string DifficultyTarget = "difficulty";

    internal const string CreatedWith = "judgeeval 0.1.0";

    private const int BufferSize = 32 * 1024;

    /// <summary>Writes a file; it is there whole or not at all.</summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="path">The file; its folder is made when it is absent.</param>
    public static void Write(VerdictSet verdicts, string path) => LineFile.WriteWhole(path, stream => Write(verdicts, stream));

    /// <summary>
    /// Reads a file, this tool's or another's. In the header only <c>format</c> and <c>judge.name</c> are required; in a line only
    /// <c>item</c> and either <c>label</c> or <c>failure</c>: an absent <c>repeat</c> is 0, an absent <c>order</c> is
    /// <c>original</c>. A judge with <c>"target":"difficulty"</c> states the <c>scale</c> it answers on, and its labels are of that one.
    /// A header with <c>partial</c> says how many items of how many the judge was asked on purpose; the others then count as not asked.
    /// A label may be a text or a number, whose text is kept as it stands. Lines may come in any order; empty
    /// lines count for nothing.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException">The file is absent or wrong in some way; all errors at once (<c>JE1901</c>..<c>JE1909</c>).</exception>
    public static VerdictSet Read(string path)
    {
        var reader = new VerdictFileReader(path);
        try
        {
            LineFile.Read(path, reader.Take);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE1901",
                "the verdict file does not exist",
                "nothing stands at this path",
                "check the path, or write the file with: judgeeval run",
                SourceLocation.InFile(path)));
        }

        return reader.Finish();
    }

    internal static void Write(VerdictSet verdicts, Stream stream)
    {
        var buffer = new ArrayBufferWriter<byte>(BufferSize);
        using var lines = new VerdictLineWriter(buffer);
        lines.Header(verdicts.Judge, verdicts.Dataset, verdicts.DatasetHash, verdicts.Partial);
        foreach (Judgement judgement in verdicts.Judgements)
        {
            lines.Judgement(judgement.Item, judgement.Repeat, judgement.Order, judgement.Verdict);
            if (buffer.WrittenCount >= BufferSize)
            {
                stream.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }

        stream.Write(buffer.WrittenSpan);
    }
}
