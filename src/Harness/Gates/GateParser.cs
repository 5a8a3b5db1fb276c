using System.Globalization;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>Reads the text of one gate, word by word.</summary>
internal sealed partial class GateParser
{
    private const string Slices = "per";

    private static readonly string[] Operators = [">=", "<=", "within", "not"];
    private static readonly string[] Beginnings =
        [GateMetric.KappaName, GateMetric.FirstName, .. AlignmentMetrics.All.Select(m => m.Name()), "coverage", "alternative", "replacing", "beats"];

    private readonly string _text;
    private readonly SourceLocation _location;
    private readonly Match[] _words;
    private int _at;

    public GateParser(string text, SourceLocation location)
    {
        (_text, _location) = (text, location);
        _words = [.. Words().Matches(text).Cast<Match>()];
    }

    private string? Word => _at < _words.Length ? _words[_at].Value : null;

    /// <summary>Reads the gate.</summary>
    /// <exception cref="JudgeEvalException">The text is none.</exception>
    public IGate Read()
    {
        if (_words.Length == 0)
        {
            throw Error(GateLanguageErrors.Empty(_location));
        }

        IGate gate = Form();
        if (Word == Slices)
        {
            // A tag's name may have blanks: it is all that follows.
            string tag = _text[(_words[_at].Index + Slices.Length)..].Trim();
            _at++;
            return tag.Length == 0
                ? throw Error(GateLanguageErrors.Ends(["a tag of the items"], "kappa >= 0.8 of ceiling per topic", Place()))
                : Gate.PerSlice(tag, gate);
        }

        return Word is { } tail ? throw Error(GateLanguageErrors.Tail(tail, gate.Name, Place())) : gate;
    }

    private IGate Form()
    {
        switch (Word)
        {
            case "alternative":
                Phrase("alternative annotator test at 0.1", "alternative", "annotator", "test", "at");
                return Gate.PassesAltTest(Number("a number from 0 to below 1", n => n is >= 0 and < 1, "alternative annotator test at 0.1"));
            case "replacing":
                const string Replacing = "replacing an annotator lowers alpha by at most 0.05";
                Phrase(Replacing, "replacing", "an", "annotator", "lowers", "alpha", "by", "at", "most");
                return Gate.ReplacementKeepsAlpha(Number("a margin, at least 0", n => n >= 0, Replacing));
            case "beats":
                Phrase("beats simple baselines", "beats", "simple", "baselines");
                return Gate.BeatsSimpleBaselines(Skip("by") ? Number("a margin, at least 0", n => n >= 0, "beats simple baselines by 0.05") : 0);
            case "coverage":
                Phrase("coverage >= 0.98", "coverage", ">=");
                return Gate.Coverage(Number("a share from 0 to 1", n => n is >= 0 and <= 1, "coverage >= 0.98"));
            case "not":
                // The baseline's gate without a metric is on the one that stands first.
                return OnMetric(GateMetric.First);
            default:
                return OnMetric(Metric());
        }
    }

    private GateMetric Metric()
    {
        string word = Word!;
        if (word is not (GateMetric.FirstName or GateMetric.KappaName) && !AlignmentMetrics.TryParse(word, out _))
        {
            throw Error(GateLanguageErrors.UnknownBeginning(word, Beginnings, "kappa >= 0.6", Place()));
        }

        _at++;
        return word == GateMetric.FirstName ? GateMetric.First
            : word == GateMetric.KappaName ? GateMetric.Kappa
            : AlignmentMetrics.TryParse(word, out AlignmentMetric named) ? named : default;
    }

    private IGate OnMetric(GateMetric metric)
    {
        int side = _at;
        string example = metric.HigherIsBetter == false ? $"{metric.Name} <= 0.2" : $"{metric.Name} >= 0.6";
        switch (OneOf(example, Operators))
        {
            case ">=":
                double atLeast = Number("a number", _ => true, example);
                if (!Skip("of"))
                {
                    Side(metric, higher: true, side, example);
                    return Gate.AtLeast(metric, atLeast);
                }

                Ceiling($"{metric.Name} >= 0.9 of ceiling");
                Side(metric, higher: true, side, $"{metric.Name} <= ceiling / 0.9");
                return Gate.AtLeastOfCeiling(Positive(atLeast, side + 1, "kappa >= 0.9 of ceiling"), metric);
            case "<=":
                return AtMost(metric, side, example);
            case "within":
                return Gate.Within(Number("a number", _ => true, $"{metric.Name} within 0.3"), metric);
            default:
                return NotMoreThan(metric);
        }
    }

    private IGate AtMost(GateMetric metric, int side, string example)
    {
        if (Word is "the" or "human" or "ceiling")
        {
            string ofCeiling = $"{metric.Name} <= ceiling / 0.9";
            Ceiling(ofCeiling);
            Side(metric, higher: false, side, $"{metric.Name} >= 0.9 of ceiling");
            OneOf(ofCeiling, "/");
            return Gate.AtLeastOfCeiling(Number("a fraction, above 0", n => n > 0, ofCeiling), metric);
        }

        Side(metric, higher: false, side, example);
        return Gate.AtMost(metric, Number("a number", _ => true, example));
    }

    private IGate NotMoreThan(GateMetric metric)
    {
        string below = metric.HigherIsBetter == false ? "above" : "below", example = $"{metric.Name} not more than 0.05 {below} the baseline";
        Phrase(example, "more", "than");
        int number = _at;
        double margin = Number("a margin, at least 0", n => n >= 0, example);
        int side = _at;
        string worse = OneOf(example, "below", "above", "worse");

        // 'worse than' suits either direction, and of the metric that stands first any word means the side on which it is worse.
        if (worse == "worse")
        {
            Phrase(example, "than");
        }
        else
        {
            Side(metric, worse == "below", side, example);
        }

        Skip("the");
        if (OneOf(example, "baseline", "annotator") == "baseline")
        {
            return Gate.NotWorseThanBaseline(Positive(margin, number, example), metric);
        }

        string ofAnnotator = $"{metric.Name} not more than 0.05 {below} annotator 3";
        double place = Number("a place, a whole number from 1", n => n is >= 1 and <= int.MaxValue && Math.Floor(n) == n, ofAnnotator);
        return Gate.NotWorseThanAnnotator((int)place, margin, metric);
    }

    private void Ceiling(string example)
    {
        Skip("the");
        Skip("human");
        OneOf(example, "ceiling");
    }

    private void Side(GateMetric metric, bool higher, int at, string example)
    {
        if (metric.HigherIsBetter is bool better && better != higher)
        {
            _at = at;
            throw Error(GateLanguageErrors.Direction(metric.Name, better, example, Place()));
        }
    }

    private double Positive(double number, int at, string example)
    {
        if (number > 0)
        {
            return number;
        }

        _at = at;
        throw Error(GateLanguageErrors.Number(Word!, "a number above 0", example, Place()));
    }

    private double Number(string expected, Predicate<double> lawful, string example)
    {
        if (Word is not { } word)
        {
            throw Error(GateLanguageErrors.Ends([expected], example, Place()));
        }

        if (!double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
            || !double.IsFinite(number) || !lawful(number))
        {
            throw Error(GateLanguageErrors.Number(word, expected, example, Place()));
        }

        _at++;
        return number;
    }

    private void Phrase(string example, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            OneOf(example, word);
        }
    }

    private string OneOf(string example, params string[] expected)
    {
        string[] quoted = [.. expected.Select(word => $"'{word}'")];
        string word = Word ?? throw Error(GateLanguageErrors.Ends(quoted, example, Place()));
        string plain = word switch
        {
            "≥" => ">=",
            "≤" => "<=",
            _ => word,
        };
        if (!expected.Contains(plain, StringComparer.Ordinal))
        {
            throw Error(GateLanguageErrors.Unexpected(word, expected, example, Place()));
        }

        _at++;
        return plain;
    }

    private bool Skip(string word)
    {
        bool stands = Word == word;
        _at += stands ? 1 : 0;
        return stands;
    }

    /// <summary>The place of the word at hand, or of the end of the text.</summary>
    private SourceLocation Place() => _location.Column == 0
        ? _location
        : _location with { Column = _location.Column + (_at < _words.Length ? _words[_at].Index : _text.TrimEnd().Length) };

    private static JudgeEvalException Error(Diagnostic error) => new(error);

    [GeneratedRegex("[<>]=|[≥≤<>=/]|[^\\s<>=≥≤/]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
