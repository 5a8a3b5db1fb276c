using System.Text.Json;
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

    internal const string CreatedWith = "judgeeval 0.1.0";

    /// <summary>Writes a file; it is there whole or not at all.</summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="path">The file; its folder is made when it is absent.</param>
    public static void Write(VerdictSet verdicts, string path) => LineFile.WriteWhole(path, stream => Write(verdicts, stream));

    /// <summary>
    /// Reads a file, this tool's or another's. In the header only <c>format</c> and <c>judge.name</c> are required; in a line only
    /// <c>item</c> and either <c>label</c> or <c>failure</c>: an absent <c>repeat</c> is 0, an absent <c>order</c> is
    /// <c>original</c>. A label may be a text or a number, whose text is kept as it stands. Lines may come in any order; empty
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
        Line(stream, JsonLine.Write(writer => Header(writer, verdicts)));
        foreach (Judgement judgement in verdicts.Judgements)
        {
            Line(stream, JsonLine.Write(writer => Judgement(writer, judgement)));
        }
    }

    private static void Line(Stream stream, byte[] line)
    {
        stream.Write(line);
        stream.WriteByte((byte)'\n');
    }

    private static void Header(Utf8JsonWriter writer, VerdictSet verdicts)
    {
        writer.WriteString("format", Format);
        writer.WriteStartObject("judge");
        writer.WriteString("name", verdicts.Judge.Name);
        Optional(writer, "model", verdicts.Judge.Model);
        Optional(writer, "prompt", verdicts.Judge.Prompt);
        Optional(writer, "promptHash", verdicts.Judge.PromptHash);
        Optional(writer, "optionsHash", verdicts.Judge.OptionsHash);
        Optional(writer, "outputContract", verdicts.Judge.OutputContract);
        writer.WriteEndObject();
        if (verdicts.Dataset is not null || verdicts.DatasetHash is not null)
        {
            writer.WriteStartObject("dataset");
            Optional(writer, "name", verdicts.Dataset);
            Optional(writer, "hash", verdicts.DatasetHash);
            writer.WriteEndObject();
        }

        writer.WriteString("createdWith", CreatedWith);
    }

    private static void Judgement(Utf8JsonWriter writer, Judgement judgement)
    {
        RecordedVerdict verdict = judgement.Verdict;
        writer.WriteString("item", judgement.Item);
        writer.WriteNumber("repeat", judgement.Repeat);
        writer.WriteString("order", judgement.Order == PresentationOrder.Original ? "original" : "swapped");
        Optional(writer, "label", verdict.Label);
        if (verdict.Failure is { } failure)
        {
            writer.WriteStartObject("failure");
            writer.WriteString("kind", VerdictFields.FailureKinds[(int)failure.Kind]);
            writer.WriteString("detail", failure.Detail);
            Optional(writer, "value", failure.Value);
            Optional(writer, "rawReply", failure.RawReply);
            writer.WriteEndObject();
        }

        if (verdict.Probabilities is { } probabilities)
        {
            writer.WriteStartObject("probabilities");
            foreach ((string label, double probability) in probabilities.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                writer.WriteNumber(label, probability);
            }

            writer.WriteEndObject();
        }

        if (verdict.Score is { } score)
        {
            writer.WriteNumber("score", score);
        }

        Optional(writer, "rationale", verdict.Rationale);
        if (verdict.Usage is { } usage)
        {
            TokenUsageJson.Write(writer, usage);
        }
    }

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
