using System.Runtime.CompilerServices;
using System.Text;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>Reads labels against a scale and remembers the texts it has seen.</summary>
internal sealed class LabelTable
{
    /// <summary>The code of a number on a numeric scale.</summary>
    public const int Number = -1;

    /// <summary>The code of a missing label.</summary>
    public const int Missing = -2;

    /// <summary>The code of a text that is no label.</summary>
    public const int Unknown = -3;

    private const int Remembered = 4096;

    private readonly LabelScale _scale;
    private readonly IdTable _texts = new();
    private readonly List<(int Code, double Value)> _meanings = [];

    public LabelTable(LabelScale scale) => _scale = scale;

    /// <summary>The meaning of a label.</summary>
    /// <param name="utf8">The label in well-formed UTF-8.</param>
    /// <param name="value">Its number, when it is a label.</param>
    /// <returns>The position on the scale, or one of the codes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(ReadOnlySpan<byte> utf8, out double value)
    {
        int seen = _texts.Find(utf8);
        if (seen < 0)
        {
            return Read(Encoding.UTF8.GetString(utf8), out value);
        }

        (int code, value) = _meanings[seen];
        return code;
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, out double)"/>
    public int Read(string text, out double value)
    {
        (int code, value) = Meaning(text);
        if (_texts.Count < Remembered && _texts.TryAdd(text, out _))
        {
            _meanings.Add((code, value));
        }

        return code;
    }

    private (int Code, double Value) Meaning(string text)
    {
        if (text.Length == 0 || _scale.Missing.Contains(text, StringComparer.Ordinal))
        {
            return (Missing, 0);
        }

        if (!_scale.TryParse(text, out Label label))
        {
            return (Unknown, 0);
        }

        // Adding zero turns -0 into 0, which is the same label.
        return (_scale.IsNumeric ? Number : _scale.Labels.IndexOf(label.Text), label.Value + 0.0);
    }
}
