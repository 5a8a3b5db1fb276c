using System.Buffers;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Writes the lines of verdict files and journals, each with its LF, with one JSON writer for all of them.</summary>
internal sealed class VerdictLineWriter(IBufferWriter<byte> output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, JsonLine.WriterOptions);

    /// <summary>The first line of a verdict file.</summary>
    public void Header(JudgeIdentity judge, string? dataset, string? datasetHash, PartialRun? partial = null)
    {
        Begin(VerdictFile.Format, judge, dataset, datasetHash);
        if (partial is not null)
        {
            _json.WriteStartObject("partial");
            _json.WriteNumber("asked", partial.Asked);
            _json.WriteNumber("of", partial.Of);
            _json.WriteEndObject();
        }

        _json.WriteString("createdWith", VerdictFile.CreatedWith);
        End();
    }

    /// <summary>The first line of a journal: all that a verdict depends on beside the item.</summary>
    public void JournalHeader(JudgeIdentity judge, string dataset, string datasetHash, JudgeRunOptions options)
    {
        Begin(RunJournal.Format, judge, dataset, datasetHash);
        _json.WriteNumber("repeats", options.Repeats);
        _json.WriteBoolean("swap", options.Swap);
        End();
    }

    /// <summary>A judgement's line.</summary>
    public void Judgement(string item, int repeat, PresentationOrder order, RecordedVerdict verdict)
    {
        _json.WriteStartObject();
        _json.WriteString("item", item);
        VerdictJson.WritePlace(_json, repeat, order);
        VerdictJson.Optional(_json, "label", verdict.Label);
        if (verdict.Failure is { } failure)
        {
            VerdictJson.WriteFailure(_json, failure, told: true);
        }

        VerdictJson.WriteSpread(_json, verdict);
        if (verdict.Score is { } score)
        {
            _json.WriteNumber("score", score);
        }

        VerdictJson.Optional(_json, "rationale", verdict.Rationale);
        if (verdict.Usage is { } usage)
        {
            TokenUsageJson.Write(_json, usage);
        }

        End();
    }

    public void Dispose() => _json.Dispose();

    private void Begin(string format, JudgeIdentity judge, string? dataset, string? datasetHash)
    {
        _json.WriteStartObject();
        _json.WriteString("format", format);
        VerdictJson.WriteJudge(_json, judge);
        if (dataset is not null || datasetHash is not null)
        {
            _json.WriteStartObject("dataset");
            VerdictJson.Optional(_json, "name", dataset);
            VerdictJson.Optional(_json, "hash", datasetHash);
            _json.WriteEndObject();
        }
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
        _json.Reset();
    }
}
