using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>
/// Chooses the scale of a table by people's labels, in this order: the labels that the user lists; pass and fail from a threshold on; the sides of a pair, where both orders
/// are judged; numbers, where every label of people is one; pass and fail in words, where every label is one of the table of words; else people's labels as they stand.
/// Judges are read on that scale, and on no other.
/// </summary>
internal sealed class ScaleReading
{
    private readonly TextCounts _counts;
    private readonly CheckRequest _request;
    private readonly bool _decimalComma;
    private readonly List<string> _notes = [];
    private readonly int[] _people;

    private ScaleReading(TextCounts counts, CheckRequest request)
    {
        (_counts, _request) = (counts, request);
        _decimalComma = request.Rules.DecimalComma ?? counts.Content.Separator != ',';
        _people = [.. Enumerable.Range(0, counts.People.Length).Where(t => counts.People[t] > 0)];
    }

    /// <summary>Reads every text of a table.</summary>
    /// <param name="counts">The texts.</param>
    /// <param name="request">What is asked of the table.</param>
    /// <exception cref="JudgeEvalException">People's labels do not fit what the user says of them, or there are none.</exception>
    public static LabelReading Read(TextCounts counts, CheckRequest request)
    {
        ScaleReading reading = new(counts, request);
        CellReader none = new(request.Rules, reading._decimalComma, [], numbers: false);
        if (reading._people.All(t => none.Read(counts.Content.TextOf(t)) == CellReader.Missing))
        {
            throw new JudgeEvalException(TableErrors.NoLabels(request.Path, string.Join(", ", request.Columns.People), "--human COL[,COL…]"));
        }

        return counts.Content.Slots.Any(s => s.Swapped) || request.Columns.Order is not null ? reading.Pairs()
            : request.Rules.PassFrom is not null ? reading.Threshold()
            : !request.Scale.Labels.IsDefaultOrEmpty ? reading.Listed()
            : reading.Numbers() ?? reading.Words() ?? reading.AsTheyStand();
    }

    private LabelReading Pairs()
    {
        CellReader reader = Reader(WordTable.Sides, numbers: false, side => WordTable.Sides.GetValueOrDefault(side.ToLowerInvariant(), side));
        string?[] people = ReadPeople(reader, (at, text) => TableErrors.NoSide(at, text));
        return Result(LabelScale.Preference(withMagnitude: false), people, reader, TaskShape.Preference);
    }

    private LabelReading Threshold()
    {
        CellReader reader = Reader(PassAndFail(), numbers: true, outOf: OutOf());
        string?[] people = ReadPeople(reader, (at, text) => TableErrors.NotPassOrFail(at, text));
        return Result(Binary(WordTable.Fail, WordTable.Pass), people, reader);
    }

    private LabelReading Listed()
    {
        bool numbers = _request.Scale.Labels.All(l => FiniteNumber.TryRead(l, out _));
        double highest = numbers ? _request.Scale.Labels.Max(l => FiniteNumber.TryRead(l, out double number) ? number : double.NaN) : double.NaN;
        CellReader reader = Reader(numbers ? [] : _request.Scale.Labels.Select(l => KeyValuePair.Create(l, l)), numbers, numbers ? LabelText.Canonical : null, highest);
        string?[] people = ReadPeople(reader, unread: null);
        return Inferred(people, reader);
    }

    private LabelReading? Numbers()
    {
        double outOf = OutOf();
        CellReader reader = new(_request.Rules, _decimalComma, [], numbers: true, outOf, LabelText.Canonical);
        string?[] people = new string?[_counts.People.Length];
        int numbers = 0, labels = 0;
        List<int> others = [];
        foreach (int text in _people)
        {
            people[text] = reader.Read(_counts.Content.TextOf(text));
            bool isNumber = people[text] is { } label && FiniteNumber.TryRead(label, out _);
            labels += people[text] == CellReader.Missing ? 0 : _counts.People[text];
            numbers += isNumber ? _counts.People[text] : 0;
            if (!isNumber && people[text] != CellReader.Missing)
            {
                others.Add(text);
            }
        }

        if (numbers < labels)
        {
            if (numbers * 2 > labels)
            {
                string first = _counts.Content.TextOf(others[0]);
                bool commas = !_decimalComma && others.TrueForAll(t => LeadingText.TryNumber(_counts.Content.TextOf(t), decimalComma: true, out _, out double divisor) && double.IsNaN(divisor));
                _notes.Add(
                    $"people's labels are numbers but for {_counts.Named(others, _counts.People)}, so that all of them are names without an order; "
                    + (commas ? "--decimal comma" : $"--map {TableErrors.Command(first + "=NUMBER")} or --missing {TableErrors.Command(first)}") + " makes them numbers");
            }

            return null;
        }

        if (_decimalComma && Enumerable.Range(0, _counts.People.Length).Any(t => HasDecimalComma(_counts.Content.TextOf(t))))
        {
            _notes.Add(
                "a comma in a number is read as a decimal comma, "
                + (_request.Rules.DecimalComma is null ? "because it does not stand between cells here; --decimal point reads none" : "as --decimal says"));
        }

        return Inferred(people, reader);
    }

    private LabelReading? Words()
    {
        // Where people use one family its words are the labels, else pass and fail. Always in lower case: labels do not change with who typed first, or most.
        CellReader all = Reader(WordTable.All.Select(w => KeyValuePair.Create(w, w)), numbers: false);
        HashSet<int> families = [];
        List<int> others = [];
        int read = 0;
        foreach (int text in _people)
        {
            string? word = all.Read(_counts.Content.TextOf(text));
            if (word is null || (word.Length > 0 && !WordTable.TryFind(word, out _)))
            {
                others.Add(text);
            }
            else if (WordTable.TryFind(word, out (int Family, bool Yes) place))
            {
                families.Add(place.Family);
                read += _counts.People[text];
            }
        }

        if (others.Count > 0)
        {
            if (read > others.Sum(t => _counts.People[t]))
            {
                string first = _counts.Content.TextOf(others[0]);
                _notes.Add(
                    $"people's labels are words of pass and fail but for {_counts.Named(others, _counts.People)}, so that they all stand as they are; "
                    + $"--map {TableErrors.Command(first + "=LABEL")} or --missing {TableErrors.Command(first)} makes them two");
            }

            return null;
        }

        int family = families.Count == 1 ? families.First() : 0;
        string yes = WordTable.Families[family].Yes[0], no = WordTable.Families[family].No[0];
        CellReader reader = Reader(
            WordTable.All.Select(w => KeyValuePair.Create(w, WordTable.TryFind(w, out (int, bool Yes) p) && p.Yes ? yes : no)), numbers: false,
            label => WordTable.TryFind(label, out (int, bool Yes) p) ? p.Yes ? yes : no : label);
        if (_request.Scale.Level is ScaleLevel.Interval or ScaleLevel.Ratio)
        {
            return Inferred(ReadPeople(reader, unread: null), reader);
        }

        return Result(Binary(no, yes), ReadPeople(reader, unread: null), reader);
    }

    private LabelReading AsTheyStand()
    {
        // The spelling that is used most is the label's.
        Dictionary<string, (string Spelling, int Count)> labels = new(StringComparer.OrdinalIgnoreCase);
        CellReader mapped = Reader([], numbers: false);
        foreach (int text in _people.OrderByDescending(t => _counts.People[t]).ThenBy(t => t))
        {
            string label = mapped.Read(_counts.Content.TextOf(text)) ?? _counts.Content.TextOf(text);
            if (label.Length > 0)
            {
                labels.TryAdd(label, (label, _counts.People[text]));
            }
        }

        CellReader reader = Reader(labels.Select(l => KeyValuePair.Create(l.Key, l.Value.Spelling)), numbers: false, label => labels.TryGetValue(label, out var known) ? known.Spelling : label);
        return Inferred(ReadPeople(reader, unread: null), reader);
    }

    // "4/5" is 4 where 5 is the highest score there is: what every such label of people is out of, else the highest number that people give. What the user says of a text
    // goes before its own number.
    private double OutOf()
    {
        HashSet<double> divisors = [];
        double highest = double.NegativeInfinity;
        CellReader user = Reader([], numbers: false);
        foreach (int text in _people)
        {
            string own = _counts.Content.TextOf(text);
            double outOf = double.NaN;
            if (user.Stated(own) is { } stated ? FiniteNumber.TryRead(stated, out double number)
                : (LeadingText.Bracketed(own) is { Length: > 0 } inside && LeadingText.TryNumber(LeadingText.Strip(inside), _decimalComma, out number, out outOf))
                || LeadingText.TryNumber(LeadingText.Strip(own), _decimalComma, out number, out outOf))
            {
                highest = Math.Max(highest, number);
                if (!double.IsNaN(outOf))
                {
                    divisors.Add(outOf);
                }
            }
        }

        return divisors.Count == 0 ? highest : divisors.Count == 1 && divisors.First() >= highest ? divisors.First() : double.NaN;
    }

    // "4, because …" has a comma, too, but means the same without one.
    private static bool HasDecimalComma(string text) =>
        text.Contains(',', StringComparison.Ordinal) && LeadingText.TryNumber(LeadingText.Strip(text), decimalComma: true, out double number, out _)
        && !(LeadingText.TryNumber(LeadingText.Strip(text), decimalComma: false, out double other, out _) && other.Equals(number));

    private static IEnumerable<KeyValuePair<string, string>> PassAndFail() =>
        WordTable.All.Select(w => KeyValuePair.Create(w, WordTable.TryFind(w, out (int, bool Yes) place) && place.Yes ? WordTable.Pass : WordTable.Fail));

    private static LabelScale Binary(string no, string yes) => LabelScale.Nominal([no, yes], yes);

    private CellReader Reader(IEnumerable<KeyValuePair<string, string>> words, bool numbers, Func<string, string>? map = null, double outOf = double.NaN) =>
        new(_request.Rules, _decimalComma, words, numbers, outOf, map);

    private string?[] ReadPeople(CellReader reader, Func<SourceLocation, string, Diagnostic>? unread)
    {
        string?[] read = new string?[_counts.People.Length];
        ImmutableArray<Diagnostic>.Builder errors = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (int text in _people)
        {
            string own = _counts.Content.TextOf(text);
            read[text] = reader.Read(own);
            if (read[text] is null && unread is not null && errors.Count < DiagnosticList.Shown)
            {
                errors.Add(unread(_counts.OfPeople(text), own));
            }

            // A label that is on no list stands as it is, and the list refuses it by name.
            read[text] ??= own;
        }

        return errors.Count == 0 ? read : throw new JudgeEvalException(errors.ToImmutable());
    }

    private LabelReading Inferred(string?[] people, CellReader reader)
    {
        Dictionary<string, SourceLocation> labels = new(StringComparer.Ordinal);
        foreach (int text in _people.Where(t => people[t] is { Length: > 0 }).OrderBy(t => _counts.OfPeople(t).Line))
        {
            labels.TryAdd(people[text]!, _counts.OfPeople(text));
        }

        string?[] judges = ReadJudges(reader);
        InferredScale inferred = ScaleInference.Infer(labels, _request.Scale, Widening(judges.OfType<string>().Where(j => j.Length > 0).Distinct(StringComparer.Ordinal), labels.Keys));
        for (int text = 0; text < people.Length; text++)
        {
            people[text] = people[text] is { Length: > 0 } label ? inferred.Canonical(label) : people[text];
            judges[text] = judges[text] is { Length: > 0 } own ? inferred.Canonical(own) : judges[text];
        }

        return new LabelReading
        {
            Scale = inferred.Scale, Shape = TaskShape.Single, OfPeople = people, OfJudges = judges, Assumption = inferred.Assumption, Notes = [.. _notes],
        };
    }

    // People decide the scale. Where they give whole numbers, a whole number between theirs is a step of it that no person took; a decimal is of another scale. Ranges
    // have no steps, and their ends are nobody's to know.
    private IEnumerable<string> Widening(IEnumerable<string> judges, IEnumerable<string> people)
    {
        bool whole = people.All(ScaleInference.IsWhole);
        bool ordinal = _request.Scale.Level == ScaleLevel.Ordinal || (_request.Scale.Level is null && whole);
        return !ordinal ? judges : whole ? judges.Where(ScaleInference.IsWhole) : [];
    }

    private LabelReading Result(LabelScale scale, string?[] people, CellReader reader, TaskShape shape = TaskShape.Single)
    {
        LabelScale used = _request.Scale.Level == ScaleLevel.Ordinal && scale.Level == ScaleLevel.Nominal ? LabelScale.Ordinal(scale.Labels, scale.Positive) : scale;
        return new LabelReading { Scale = used, Shape = shape, OfPeople = people, OfJudges = ReadJudges(reader), Assumption = null, Notes = [.. _notes] };
    }

    private string?[] ReadJudges(CellReader reader)
    {
        string?[] read = new string?[_counts.People.Length];
        for (int text = 0; text < read.Length; text++)
        {
            read[text] = _counts.Judges.Any(j => j[text] > 0) ? reader.Read(_counts.Content.TextOf(text)) : null;
        }

        return read;
    }
}
