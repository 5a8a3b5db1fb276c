using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>
/// Reads the text of a cell as a label, by the first rule that fits: the user's map; no value; the whole text as a word or a number; the content of the only pair of
/// double brackets; a leading word or number. Immutable.
/// </summary>
internal sealed class CellReader
{
    /// <summary>Stands for no value.</summary>
    public const string Missing = "";

    private readonly Dictionary<string, string> _map;
    private readonly HashSet<string> _missing;
    private readonly Dictionary<string, string> _words;
    private readonly string[] _leading;
    private readonly bool _numbers;
    private readonly bool _decimalComma;
    private readonly double _outOf;
    private readonly double? _passFrom;

    /// <summary>Creates a reader.</summary>
    /// <param name="rules">What the user says.</param>
    /// <param name="decimalComma">Whether a comma in a number is a decimal comma.</param>
    /// <param name="words">Words and the labels they stand for, found without regard to case.</param>
    /// <param name="numbers">Whether numbers are labels.</param>
    /// <param name="outOf">The number that may stand behind a slash, as in <c>4/5</c>; NaN for none.</param>
    /// <param name="map">Where the labels of the user's map lead; by default to themselves.</param>
    public CellReader(CellRules rules, bool decimalComma, IEnumerable<KeyValuePair<string, string>> words, bool numbers, double outOf = double.NaN, Func<string, string>? map = null)
    {
        // Of two entries for one text the later holds, as on any command line.
        _map = rules.Map.Reverse().DistinctBy(m => m.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(m => m.Key, m => map?.Invoke(m.Value) ?? m.Value, StringComparer.OrdinalIgnoreCase);
        _missing = new HashSet<string>(rules.Missing, StringComparer.OrdinalIgnoreCase);
        _words = words.DistinctBy(w => w.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        _leading = [.. _words.Keys.OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal)];
        (_numbers, _decimalComma, _outOf, _passFrom) = (numbers, decimalComma, outOf, rules.PassFrom);
    }

    /// <summary>What the user says of a text: a label of the map, or <see cref="Missing"/>; <see langword="null"/> where nothing is said of it.</summary>
    /// <param name="text">The text, trimmed; not empty.</param>
    public string? Stated(string text) => _map.TryGetValue(text, out string? mapped) ? mapped : _missing.Contains(text) ? Missing : null;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, trimmed; not empty.</param>
    /// <returns>The label; <see cref="Missing"/> where the text says that there is no value; <see langword="null"/> where no rule reads it.</returns>
    public string? Read(string text) =>
        Stated(text) is { } stated ? stated
        : _words.TryGetValue(text, out string? word) ? word
        : _numbers && FiniteNumber.TryRead(text, out double number) ? OfNumber(number)
        : LeadingText.Bracketed(text) is { Length: > 0 } inside && Leading(inside) is { } bracketed ? bracketed
        : Leading(text);

    private string? Leading(string text)
    {
        ReadOnlySpan<char> rest = LeadingText.Strip(text);
        foreach (string word in _leading)
        {
            if (LeadingText.Begins(rest, word))
            {
                return _words[word];
            }
        }

        return _numbers && LeadingText.TryNumber(rest, _decimalComma, out double number, out double outOf) && (double.IsNaN(outOf) || outOf.Equals(_outOf))
            ? OfNumber(number)
            : null;
    }

    private string OfNumber(double number) => _passFrom is { } from ? number >= from ? WordTable.Pass : WordTable.Fail : LabelText.Of(number);
}
