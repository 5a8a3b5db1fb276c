using System.Globalization;
using System.Text;
using JudgeEval.Harness.Datasets.Indexing;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>A label as the source spells it, and what it is on the scale.</summary>
/// <param name="Code">The position on the scale, or a code of <see cref="LabelTable"/>.</param>
/// <param name="Written">The spelling in <c>annotations.csv</c>.</param>
/// <param name="Canonical">The spelling that is matched against the scale, for errors.</param>
internal readonly record struct SpelledLabel(int Code, byte[] Written, string Canonical);

/// <summary>Reads the labels of a source against the scale that was chosen in the end.</summary>
internal sealed class SpelledLabels
{
    private readonly InferredScale _scale;
    private readonly LabelTable _table;
    private readonly SpelledLabel[] _known;

    public SpelledLabels(LabelsSeen labels, InferredScale scale)
    {
        _scale = scale;
        _table = new LabelTable(scale.Scale);
        _known = [.. labels.Texts.Select(Spell)];
    }

    /// <summary>A label by its number in <see cref="LabelsSeen"/>.</summary>
    public SpelledLabel this[int number] => _known[number];

    /// <summary>A label that was not kept.</summary>
    public SpelledLabel Spell(string text)
    {
        string canonical = _scale.Canonical(text);
        int code = _table.Read(canonical, out double value);
        string written = code >= 0 ? _scale.Scale.Labels[code]
            : code == LabelTable.Number ? value.ToString("R", CultureInfo.InvariantCulture)
            : "";
        return new SpelledLabel(code, Encoding.UTF8.GetBytes(written), canonical);
    }
}
