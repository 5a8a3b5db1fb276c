using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>What a run needs to know of a line that it takes from the journal.</summary>
/// <param name="Key">The judgement.</param>
/// <param name="Failure">The failure; <see langword="null"/> when there is a label.</param>
/// <param name="Usage">What it used.</param>
internal readonly record struct JournalLine((string Item, int Repeat, PresentationOrder Order) Key, JudgeFailure? Failure, TokenUsage? Usage)
{
    /// <summary>Whether the judge answered, so that it need not be asked again.</summary>
    public bool IsAnswered => Failure is not { Kind: FailureKind.Transport or FailureKind.Budget };

    /// <summary>Reads a line by the rules of verdict files.</summary>
    /// <returns>Whether it is a judgement's line as this tool writes it.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out JournalLine read)
    {
        read = default;
        try
        {
            (string Item, int Repeat, PresentationOrder Order) key = VerdictLine.KeyOf(line);
            var errors = new List<Diagnostic>();
            if (!JsonLine.TryRead(line, out List<JsonField> fields, out _, out _))
            {
                return false;
            }

            var values = new VerdictFields("", 0, fields, errors);
            Judgement? judgement = VerdictFileReader.Read(values);
            if (judgement is null || judgement.Item != key.Item)
            {
                return false;
            }

            read = new JournalLine(key, judgement.Verdict.Failure, judgement.Verdict.Usage);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
