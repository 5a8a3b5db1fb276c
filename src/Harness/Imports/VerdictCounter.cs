using System.Globalization;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>Counts what judges' columns hold beside labels: cells without one, and labels off the scale.</summary>
internal sealed class VerdictCounter(LabelScale scale)
{
    private readonly SortedDictionary<string, (int Missing, int Cells)> _cells = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Judge, string Label), int> _off = new(Comparer<(string Judge, string Label)>.Create(
        (x, y) => string.CompareOrdinal(x.Judge, y.Judge) is var judge and not 0 ? judge : string.CompareOrdinal(x.Label, y.Label)));

    /// <summary>Counts a cell.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="label">The cell, trimmed.</param>
    public void Add(string judge, string label)
    {
        (int missing, int cells) = _cells.GetValueOrDefault(judge);
        _cells[judge] = (missing + (label.Length == 0 ? 1 : 0), cells + 1);
        if (label.Length > 0 && !scale.TryParse(label, out _))
        {
            _off[(judge, label)] = _off.GetValueOrDefault((judge, label)) + 1;
        }
    }

    /// <summary>Notes the counts.</summary>
    /// <param name="dataset">Takes the notes.</param>
    /// <param name="missing">What an empty cell means, for example <c>no verdict</c>.</param>
    public void Note(DatasetTarget dataset, string missing)
    {
        foreach ((string judge, (int count, int cells)) in _cells.Where(c => c.Value.Missing > 0))
        {
            dataset.Note(string.Create(CultureInfo.InvariantCulture, $"{judge}: {missing} on {count} of {cells} items"));
        }

        foreach (((string judge, string label), int count) in _off)
        {
            dataset.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{judge}: label '{label}' is off the scale {count} time{(count == 1 ? "" : "s")}; it is kept as it is, and an alignment leaves it out"));
        }
    }
}
