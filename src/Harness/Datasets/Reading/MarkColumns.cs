using JudgeEval.Harness.Datasets.Indexing;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>Reads the columns <c>phase</c> and <c>attention</c> of <c>annotations.csv</c>; a file without them has ordinary annotations alone.</summary>
/// <param name="phase">The position of <c>phase</c>, or -1.</param>
/// <param name="attention">The position of <c>attention</c>, or -1.</param>
/// <param name="labels">Reads the label that a check expects; <see langword="null"/> when the scale is not known because of another error.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class MarkColumns(int phase, int attention, LabelTable? labels, DiagnosticList errors)
{
    private readonly Dictionary<string, string> _expected = new(StringComparer.Ordinal);

    /// <summary>What a row says of its annotation.</summary>
    /// <param name="csv">The row.</param>
    /// <param name="code">The code of its label.</param>
    /// <param name="value">The number of its label.</param>
    public AnnotationMark Read(CsvFile csv, int code, double value)
    {
        if (phase < 0 && attention < 0)
        {
            return default;
        }

        bool practice = phase >= 0 && Phase(csv);
        return attention < 0 || csv[attention].IsEmpty ? new AnnotationMark(practice) : Attention(csv, practice, code, value);
    }

    private bool Phase(CsvFile csv)
    {
        ReadOnlySpan<byte> text = csv[phase];
        if (text.SequenceEqual("practice"u8))
        {
            return true;
        }

        if (!text.IsEmpty && !text.SequenceEqual("main"u8))
        {
            errors.Add(new Diagnostic(
                "JE1680", $"unknown phase {DatasetErrors.Quote(csv.TextOf(phase))}", "'phase' is practice or main, and empty for main",
                "correct the phase, or give the column another name than 'phase'", csv.At(phase)));
        }

        return false;
    }

    // A label of the scale is what the check expects; the words of the outcome are read only where the scale has no such label.
    private AnnotationMark Attention(CsvFile csv, bool practice, int code, double value)
    {
        int expected = labels?.Read(csv[attention], out double number) is int read ? read : LabelTable.Unknown;
        if (expected is not (LabelTable.Unknown or LabelTable.Missing))
        {
            labels!.Read(csv[attention], out number);
            bool met = code == expected && (code != LabelTable.Number || value.Equals(number));
            return new AnnotationMark(practice, met ? AttentionOutcome.Passed : AttentionOutcome.Failed, Text(csv));
        }

        if (csv[attention].SequenceEqual("passed"u8))
        {
            return new AnnotationMark(practice, AttentionOutcome.Passed);
        }

        if (!csv[attention].SequenceEqual("failed"u8) && labels is not null)
        {
            errors.Add(new Diagnostic(
                "JE1681", $"unknown outcome {DatasetErrors.Quote(csv.TextOf(attention))} of an attention check",
                "'attention' is the label that the check expects, or passed or failed, and empty where there is no check",
                "correct the value, or give the column another name than 'attention'", csv.At(attention)));
        }

        return new AnnotationMark(practice, AttentionOutcome.Failed);
    }

    // One text for all checks that expect the same.
    private string Text(CsvFile csv)
    {
        string text = csv.TextOf(attention);
        return _expected.TryGetValue(text, out string? known) ? known : _expected[text] = text;
    }
}
