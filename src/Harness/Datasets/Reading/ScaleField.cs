using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>Reads <c>scale</c>, and <c>positive</c> beside it, from <c>dataset.yaml</c>.</summary>
internal sealed class ScaleField
{
    private const int MostWholeNumbers = 1000;

    private static readonly ImmutableArray<string> Fields = ["level", "labels", "min", "max", "missing", "positive", "outOfScale"];

    private static readonly ImmutableArray<string> Levels = ["nominal", "ordinal", "interval", "ratio", "preference"];
    private static readonly ImmutableArray<string> Policies = ["exclude", "clip"];

    private readonly YamlFields _head;
    private readonly YamlFields _fields;
    private readonly TaskShape? _shape;
    private readonly NearestName _nearest;
    private readonly DiagnosticList _errors;
    private readonly int _errorsBefore;
    private ImmutableArray<string> _labels = [];
    private ImmutableArray<string> _missing = [];
    private string? _positive;

    private ScaleField(string file, YamlFields head, YamlMappingNode scale, TaskShape? shape, DatasetAssembler assembler)
    {
        _head = head;
        _shape = shape;
        _nearest = assembler.Nearest;
        _errors = assembler.HeadErrors;
        _errorsBefore = _errors.Count;
        _fields = new YamlFields(file, scale, "'scale'", Fields, _nearest, _errors);
    }

    private bool IsRight => _errors.Count == _errorsBefore;

    /// <summary>Reads the scale.</summary>
    /// <returns>The scale; <see langword="null"/> when anything of it is wrong.</returns>
    public static LabelScale? Read(string file, YamlFields head, TaskShape? shape, DatasetAssembler assembler)
    {
        if (head["scale"] is YamlMappingNode mapping)
        {
            return new ScaleField(file, head, mapping, shape, assembler).Read();
        }

        assembler.HeadErrors.Add(head["scale"] is { } other
            ? DatasetErrors.BadYamlValue(head.At(other), "scale", YamlFields.Describe(other), "it is a mapping such as '{level: ordinal, min: 1, max: 5}'")
            : DatasetErrors.MissingYamlField(head.Start, "scale", "scale: {level: ordinal, min: 1, max: 5}"));
        return null;
    }

    private LabelScale? Read()
    {
        int level = Choice("level", Levels);
        if (level < 0 && _fields["level"] is null)
        {
            _errors.Add(DatasetErrors.MissingYamlField(_fields.Start, "scale.level", "level: ordinal"));
        }

        _labels = Names("labels");
        _missing = [.. Names("missing").Where(m => m.Length > 0)];
        _positive = Positive();
        CheckPositive(_labels);
        double? minimum = _fields.Number("min");
        double? maximum = _fields.Number("max");
        OutOfScalePolicy policy = Choice("outOfScale", Policies) == 1 ? OutOfScalePolicy.Clip : OutOfScalePolicy.Exclude;
        if (level >= 0 && IsRight)
        {
            CheckFieldsOf((ScaleLevel)level, minimum, maximum);
        }

        LabelScale? scale = level >= 0 && IsRight ? Create((ScaleLevel)level, minimum, maximum, policy) : null;
        if (scale is not null)
        {
            CheckWhole(scale);
        }

        return IsRight ? scale : null;
    }

    private LabelScale? Create(ScaleLevel level, double? minimum, double? maximum, OutOfScalePolicy policy) => level switch
    {
        ScaleLevel.Nominal => LabelScale.Nominal(_labels, _positive, _missing, policy),
        ScaleLevel.Ordinal => Ordinal(minimum, maximum) is { IsEmpty: false } labels ? LabelScale.Ordinal(labels, _positive, _missing, policy) : null,
        ScaleLevel.Interval => LabelScale.Interval(minimum ?? double.NegativeInfinity, maximum ?? double.PositiveInfinity, _missing, policy),
        ScaleLevel.Ratio => LabelScale.Ratio(minimum ?? 0, maximum ?? double.PositiveInfinity, _missing, policy),
        _ => Preference(policy),
    };

    /// <summary>Which fields a level needs and which it cannot have.</summary>
    private void CheckFieldsOf(ScaleLevel level, double? minimum, double? maximum)
    {
        bool listed = level is ScaleLevel.Nominal or ScaleLevel.Ordinal or ScaleLevel.Preference;
        bool ranged = level is ScaleLevel.Interval or ScaleLevel.Ratio or ScaleLevel.Ordinal;
        string name = Levels[(int)level];
        if (!listed)
        {
            Forbid("labels", $"the labels of a scale of level '{name}' are numbers between 'min' and 'max'");
        }

        if (!ranged || !_labels.IsEmpty)
        {
            string why = ranged ? "the labels are already listed under 'labels'" : $"a scale of level '{name}' lists its labels under 'labels'";
            Forbid("min", why);
            Forbid("max", why);
        }

        if (level is not (ScaleLevel.Nominal or ScaleLevel.Ordinal) && _positive is not null)
        {
            _errors.Add(Bad("positive", $"a scale of level '{name}' has no positive label", "only one of two categories can be positive", "delete 'positive'"));
        }

        bool needsLabels = level == ScaleLevel.Nominal || (level == ScaleLevel.Ordinal && (minimum is null || maximum is null));
        if (needsLabels && _labels.Length < 2)
        {
            _errors.Add(Bad(
                "labels", "the scale has fewer than two labels", $"a scale of level '{name}' needs at least two",
                level == ScaleLevel.Ordinal ? "list them from low to high under 'labels', or give 'min' and 'max'" : "list them under 'labels'"));
        }

        if ((level == ScaleLevel.Ratio ? minimum ?? 0 : minimum) >= maximum)
        {
            _errors.Add(Bad("min", "'min' is not below 'max'", "there would be no labels between them", "correct 'min' or 'max'"));
        }

        if (level == ScaleLevel.Ratio && minimum < 0)
        {
            _errors.Add(Bad("min", "'min' is negative", "zero means none on a ratio scale", "correct 'min', or use the level 'interval'"));
        }

        if (_shape == TaskShape.Single && level == ScaleLevel.Preference)
        {
            _errors.Add(Bad("level", "a scale of level 'preference' cannot label single responses", "'task' is 'single'", "correct 'task' or the level"));
        }
    }

    /// <summary>The labels of an ordinal scale; empty when something is wrong.</summary>
    private ImmutableArray<string> Ordinal(double? minimum, double? maximum)
    {
        if (!_labels.IsEmpty)
        {
            double last = double.NegativeInfinity;
            bool numeric = _labels.All(l => FiniteNumber.TryRead(l, out _));
            foreach (YamlScalarNode node in numeric ? _fields.List("labels") : [])
            {
                FiniteNumber.TryRead(node.Value!, out double value);
                if (value <= last)
                {
                    _errors.Add(DatasetErrors.BadScale(
                        _fields.At(node), $"the label {DatasetErrors.Quote(node.Value!)} is not above the one before it",
                        "ordinal labels are listed from low to high", "sort the labels"));
                    return [];
                }

                last = value;
            }

            return _labels;
        }

        if (minimum != Math.Floor(minimum!.Value) || maximum != Math.Floor(maximum!.Value) || maximum - minimum >= MostWholeNumbers)
        {
            _errors.Add(Bad(
                "min", "'min' and 'max' do not span an ordinal scale",
                string.Create(CultureInfo.InvariantCulture, $"its labels are the whole numbers between them, at most {MostWholeNumbers}"),
                "give whole numbers, list the labels under 'labels', or use the level 'interval'"));
            return [];
        }

        ImmutableArray<string> range =
            [.. Enumerable.Range((int)minimum, (int)(maximum - minimum).Value + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        CheckPositive(range);
        return IsRight ? range : [];
    }

    private LabelScale? Preference(OutOfScalePolicy policy)
    {
        foreach (LabelScale scale in new[] { LabelScale.Preference(withMagnitude: true, _missing), LabelScale.Preference(withMagnitude: false, _missing) })
        {
            if (_labels.IsEmpty || (_labels.Length == scale.Labels.Length && _labels.All(l => scale.Labels.Contains(l, StringComparer.Ordinal))))
            {
                return scale.WithOutOfScale(policy);
            }
        }

        _errors.Add(Bad(
            "labels", "these are not the labels of a preference", "what they would say of A and B would have to be guessed",
            "use [A_2, A_1, N, B_1, B_2] or [A, N, B]"));
        return null;
    }

    private void CheckWhole(LabelScale scale)
    {
        foreach (string missing in _missing.Where(m => scale.Labels.Contains(m, StringComparer.Ordinal)))
        {
            _errors.Add(Bad(
                "missing", $"the text {DatasetErrors.Quote(missing)} is both a label and missing", "a row with it could mean either",
                "delete it from 'missing' or from the labels"));
        }

        bool numeric = scale.IsNumeric || (scale.Level == ScaleLevel.Ordinal && scale.Labels.All(l => FiniteNumber.TryRead(l, out _)));
        if (scale.OutOfScale == OutOfScalePolicy.Clip && !numeric)
        {
            _errors.Add(Bad("outOfScale", "labels that are no numbers cannot be clipped", "they have no ends to clip to", "use 'exclude'"));
        }
    }

    private string? Positive()
    {
        string? inScale = _fields.Text("positive");
        string? beside = _head.Text("positive");
        string? positive = inScale ?? beside;
        if (inScale is not null && beside is not null && inScale != beside)
        {
            _errors.Add(DatasetErrors.BadScale(
                _head.At(_head["positive"]!), "'positive' is stated twice and differently", $"the scale says {DatasetErrors.Quote(inScale)}", "delete one of the two"));
        }
        return positive;
    }

    private void CheckPositive(ImmutableArray<string> labels)
    {
        if (_positive is null || labels.IsEmpty || labels.Contains(_positive, StringComparer.Ordinal))
        {
            return;
        }

        YamlNode node = _fields["positive"] ?? _head["positive"]!;
        string rule = $"it is one of the labels {string.Join(", ", labels)}";
        _errors.Add(DatasetErrors.BadYamlValue(_head.At(node), "positive", DatasetErrors.Quote(_positive), rule, _nearest.Of(_positive, labels)));
    }

    private ImmutableArray<string> Names(string field)
    {
        List<string> names = [];
        foreach (YamlScalarNode node in _fields.List(field))
        {
            string name = node.Value ?? "";
            bool emptyIsMissingAnyway = field == "missing" && name.Length == 0;
            if (!emptyIsMissingAnyway && Texts.ProblemOfName(name) is { } problem)
            {
                _errors.Add(DatasetErrors.UnusableText(_fields.At(node), $"a text of '{field}'", problem));
            }
            else if (names.Contains(name, StringComparer.Ordinal))
            {
                _errors.Add(DatasetErrors.BadScale(
                    _fields.At(node), $"{DatasetErrors.Quote(name)} stands twice in '{field}'", "every label has one place on the scale", "delete one of them"));
            }

            names.Add(name);
        }

        return [.. names];
    }

    private int Choice(string field, ImmutableArray<string> choices)
    {
        if (_fields.Text(field) is not { } text)
        {
            return -1;
        }

        int choice = choices.IndexOf(text);
        if (choice < 0)
        {
            _errors.Add(DatasetErrors.BadYamlValue(
                _fields.At(_fields[field]!), field, DatasetErrors.Quote(text), $"it is one of {string.Join(", ", choices)}", _nearest.Of(text, choices)));
        }

        return choice;
    }

    private void Forbid(string field, string why)
    {
        if (_fields[field] is not null)
        {
            _errors.Add(Bad(field, $"'{field}' does not belong here", why, $"delete '{field}'"));
        }
    }

    private Diagnostic Bad(string field, string what, string why, string remedy) =>
        DatasetErrors.BadScale(_fields[field] is { } node ? _fields.At(node) : _head[field] is { } beside ? _head.At(beside) : _fields.Start, what, why, remedy);
}
