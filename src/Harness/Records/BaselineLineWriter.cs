using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>Writes the lines of a baseline file, each with its LF.</summary>
internal sealed class BaselineLineWriter(IBufferWriter<byte> output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, JsonLine.WriterOptions);

    /// <summary>The header's lines.</summary>
    /// <param name="record">The baseline.</param>
    /// <param name="accepted">Whether gates and acceptance are among them.</param>
    public void Header(BaselineRecord record, bool accepted)
    {
        Line(json =>
        {
            json.WriteString("format", BaselineRecord.FormatName);
            json.WriteString("suite", record.Suite);
            json.WriteString("case", record.Case);
            VerdictJson.Optional(json, "test", record.Test);
        });
        Line(json => VerdictJson.WriteJudge(json, record.Baseline.Verdicts.Judge));
        Line(json =>
        {
            json.WriteStartObject("dataset");
            json.WriteString("name", record.Dataset);
            VerdictJson.Optional(json, "scale", record.Baseline.Scale);
            json.WriteEndObject();
        });
        if (!accepted)
        {
            return;
        }

        Line(json =>
        {
            json.WriteStartArray("gates");
            foreach (AcceptedGate gate in record.Gates)
            {
                Gate(json, gate);
            }

            json.WriteEndArray();
        });
        if (record.Acceptance is { } acceptance)
        {
            Line(json =>
            {
                json.WriteStartObject("acceptance");
                json.WriteString("decision", CamelCase.Of(acceptance.Decision));
                VerdictJson.Optional(json, "reason", acceptance.Reason);
                json.WriteEndObject();
            });
        }
    }

    /// <summary>A line for each item, sorted by id.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <exception cref="ArgumentException">The items are not known.</exception>
    public void Items(JudgeBaseline baseline)
    {
        ImmutableSortedDictionary<string, BaselineItem> items = baseline.Items
            ?? throw new ArgumentException("A baseline that is written down knows its items.", nameof(baseline));
        ImmutableArray<Judgement> judgements = baseline.Verdicts.Judgements;
        int at = 0;
        foreach ((string id, BaselineItem item) in items)
        {
            // Both are sorted by id; a verdict on an item that is not among them has no line to stand on.
            while (at < judgements.Length && string.CompareOrdinal(judgements[at].Item, id) < 0)
            {
                at++;
            }

            int end = at;
            while (end < judgements.Length && judgements[end].Item == id)
            {
                end++;
            }

            Item(id, item, judgements.AsSpan(at, end - at));
            at = end;
        }
    }

    public void Dispose() => _json.Dispose();

    private static void Gate(Utf8JsonWriter json, AcceptedGate gate)
    {
        json.WriteStartObject();
        json.WriteString("gate", gate.Gate);
        json.WriteString("decision", CamelCase.Of(gate.Decision));
        json.WriteNumber("threshold", gate.Threshold);
        VerdictJson.Optional(json, "code", gate.Code);
        if (gate.Estimate is { } estimate)
        {
            json.WriteNumber("estimate", estimate);
        }

        VerdictJson.Optional(json, "reason", gate.Reason);
        json.WriteEndObject();
    }

    private void Item(string id, BaselineItem item, ReadOnlySpan<Judgement> judgements)
    {
        _json.WriteStartObject();
        _json.WriteString("item", id);
        _json.WriteString("fingerprint", item.Fingerprint);
        _json.WriteStartObject("people");
        foreach ((string annotator, string label) in item.Labels)
        {
            _json.WriteString(annotator, label);
        }

        _json.WriteEndObject();
        _json.WriteStartArray("verdicts");
        foreach (Judgement judgement in judgements)
        {
            _json.WriteStartObject();
            VerdictJson.WritePlace(_json, judgement.Repeat, judgement.Order);
            VerdictJson.Optional(_json, "label", judgement.Verdict.Label);
            if (judgement.Verdict.Failure is { } failure)
            {
                VerdictJson.WriteFailure(_json, failure, told: false);
            }

            VerdictJson.WriteSpread(_json, judgement.Verdict);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        End();
    }

    private void Line(Action<Utf8JsonWriter> content)
    {
        _json.WriteStartObject();
        content(_json);
        End();
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
        _json.Reset();
    }
}
