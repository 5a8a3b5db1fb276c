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
        _json.WriteNumber("repeat", repeat);
        _json.WriteString("order", order == PresentationOrder.Original ? "original" : "swapped");
        Optional("label", verdict.Label);
        if (verdict.Failure is { } failure)
        {
            Failure(failure);
        }

        Judged(verdict);
        Optional("rationale", verdict.Rationale);
        if (verdict.Usage is { } usage)
        {
            TokenUsageJson.Write(_json, usage);
        }

        End();
    }

    public void Dispose() => _json.Dispose();

    private void Failure(JudgeFailure failure)
    {
        _json.WriteStartObject("failure");
        _json.WriteString("kind", VerdictFields.FailureKinds[(int)failure.Kind]);
        _json.WriteString("detail", failure.Detail);
        Optional("value", failure.Value);
        Optional("rawReply", failure.RawReply);
        _json.WriteEndObject();
    }

    private void Judged(RecordedVerdict verdict)
    {
        if (verdict.Probabilities is { } probabilities)
        {
            _json.WriteStartObject("probabilities");
            foreach ((string label, double probability) in probabilities.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                _json.WriteNumber(label, probability);
            }

            _json.WriteEndObject();
        }

        if (!verdict.Candidates.IsDefaultOrEmpty)
        {
            _json.WriteStartArray("candidates");
            foreach (string candidate in verdict.Candidates)
            {
                _json.WriteStringValue(candidate);
            }

            _json.WriteEndArray();
        }

        if (verdict.Votes is { } votes)
        {
            _json.WriteStartObject("votes");
            foreach ((string member, string label) in votes.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                _json.WriteString(member, label);
            }

            _json.WriteEndObject();
        }

        if (verdict.Score is { } score)
        {
            _json.WriteNumber("score", score);
        }
    }

    private void Begin(string format, JudgeIdentity judge, string? dataset, string? datasetHash)
    {
        _json.WriteStartObject();
        _json.WriteString("format", format);
        _json.WriteStartObject("judge");
        IdentityJson.WriteFields(_json, judge);
        if (judge.DifficultyScale is { } scale)
        {
            _json.WriteString("target", VerdictFile.DifficultyTarget);
            _json.WritePropertyName("scale");
            ScaleJson.Write(_json, scale);
        }

        _json.WriteEndObject();
        if (dataset is not null || datasetHash is not null)
        {
            _json.WriteStartObject("dataset");
            Optional("name", dataset);
            Optional("hash", datasetHash);
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

    private void Optional(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }
}
