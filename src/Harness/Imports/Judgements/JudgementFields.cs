using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Judgements;

/// <summary>The fields of one line of a log, each taken out with its error when it is wrong.</summary>
/// <remarks>
/// <c>JE1614</c> a field is missing, <c>JE1615</c> a field is not known, <c>JE1616</c> a field has a wrong value, <c>JE1617</c> fields exclude each other.
/// </remarks>
internal sealed class JudgementFields(SourceJson line, ImportTarget target, NearestName nearest)
{
    /// <summary>Whether something is wrong.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Whether a field is there, whatever its value.</summary>
    public bool Has(string name) => line.TryGet(name, out _);

    /// <summary>Where a field stands; the line when it is absent.</summary>
    public SourceLocation At(string name) => line.TryGet(name, out SourceJson? value) ? value.Location : line.Location;

    /// <summary>Names every field that is not known.</summary>
    public void Refuse(SourceJson parent, ImmutableArray<string> known)
    {
        foreach ((string key, SourceJson value) in parent.Properties)
        {
            if (known.IndexOf(key) >= 0)
            {
                continue;
            }

            string meant = nearest.Of(key, known) is { } near ? $"did you mean '{near}'? " : "";
            Error("JE1615", value.KeyLocation, $"the field '{key}' is not known", $"{meant}the fields are {string.Join(", ", known)}", "rename it, or put a field of your own under 'tags'");
        }
    }

    /// <summary>Tells that a field is missing.</summary>
    public void Missing(string what, string why, string remedy) => Error("JE1614", line.Location, what, why, remedy);

    /// <summary>Tells that two fields exclude each other.</summary>
    public void Exclude(string one, string other, string why)
    {
        if (Has(one) && Has(other))
        {
            line.TryGet(other, out SourceJson? value);
            Error("JE1617", value!.KeyLocation, $"the line has both '{one}' and '{other}'", why, "remove one of them");
        }
    }

    /// <summary>A name: an id, a person, a judge, a cluster. Without surrounding space.</summary>
    /// <param name="name">The field.</param>
    /// <param name="nullable">Whether <c>null</c> counts as absent.</param>
    public string? Name(string name, bool nullable = false)
    {
        if (Find(name, nullable) is not { } value)
        {
            return null;
        }

        string text = value.Kind is JsonValueKind.String or JsonValueKind.Number ? value.Scalar() : "";
        if (text.Length > 0 && Texts.ProblemOfName(text) is null && (value.Kind != JsonValueKind.String || Texts.ProblemOfName(value.Text()) is null))
        {
            return text;
        }

        Wrong(name, value, "a text that is not empty and holds no control character, or a number");
        return null;
    }

    /// <summary>A text as it is.</summary>
    public string? Text(string name, bool nullable = true)
    {
        SourceJson? value = Find(name, nullable);
        if (value is null || value.Kind == JsonValueKind.String)
        {
            return value?.Text();
        }

        Wrong(name, value, "a text");
        return null;
    }

    /// <summary>The label: a text, a number as it is written, or a truth value.</summary>
    public string? Label()
    {
        if (Find("label", nullable: false) is not { } value)
        {
            return null;
        }

        if (value.Kind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && value.Scalar() is { Length: > 0 } label)
        {
            return label;
        }

        Wrong("label", value, "a text that is not empty, a number, true or false");
        return null;
    }

    /// <summary>The number of the repeat.</summary>
    public int Repeat()
    {
        if (Find("repeat", nullable: false) is not { } value)
        {
            return 0;
        }

        if (value.Kind == JsonValueKind.Number && FiniteNumber.TryRead(value.Scalar(), out double number) && number is >= 0 and <= int.MaxValue && number == Math.Floor(number))
        {
            return (int)number;
        }

        Wrong("repeat", value, "a whole number from 0");
        return 0;
    }

    /// <summary>One of a few words.</summary>
    public string? Word(string name, ImmutableArray<string> words)
    {
        if (Find(name, nullable: false) is not { } value)
        {
            return null;
        }

        if (value.Kind == JsonValueKind.String && words.Contains(value.Text(), StringComparer.Ordinal))
        {
            return value.Text();
        }

        Wrong(name, value, $"one of {string.Join(", ", words)}");
        return null;
    }

    /// <summary>A finite number.</summary>
    public double? Number(string name)
    {
        SourceJson? value = Find(name, nullable: true);
        if (value is null)
        {
            return null;
        }

        if (value.Kind == JsonValueKind.Number && FiniteNumber.TryRead(value.Scalar(), out double number))
        {
            return number;
        }

        Wrong(name, value, "a number");
        return null;
    }

    /// <summary>An object whose values are alike.</summary>
    /// <param name="name">The field.</param>
    /// <param name="read">Reads a value, and says whether it is right.</param>
    /// <param name="expected">What the values must be.</param>
    public ImmutableSortedDictionary<string, T>? Map<T>(string name, Func<SourceJson, (bool IsRight, T Value)> read, string expected)
    {
        SourceJson? value = Find(name, nullable: true);
        if (value is null)
        {
            return null;
        }

        if (value.Kind != JsonValueKind.Object)
        {
            Wrong(name, value, $"an object with {expected} for each name");
            return null;
        }

        var map = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach ((string key, SourceJson entry) in value.Properties)
        {
            if (read(entry) is { IsRight: true } found)
            {
                map[key] = found.Value;
            }
            else
            {
                Wrong($"{name}.{key}", entry, expected);
            }
        }

        return map.ToImmutable();
    }

    /// <summary>The failure of a judge.</summary>
    public JudgeFailure? Failure(ImmutableArray<string> kinds)
    {
        if (Find("failure", nullable: false) is not { } value)
        {
            return null;
        }

        if (value.Kind != JsonValueKind.Object)
        {
            Wrong("failure", value, "an object with the 'kind' of the failure");
            return null;
        }

        Refuse(value, ["kind", "detail", "value", "rawReply"]);
        var inner = new JudgementFields(value, target, nearest);
        string? kind = inner.Word("kind", kinds);
        if (!inner.Has("kind"))
        {
            inner.Missing("the failure has no 'kind'", $"it is one of {string.Join(", ", kinds)}", "add 'kind'");
        }

        var failure = new JudgeFailure((FailureKind)Math.Max(0, kind is null ? 0 : kinds.IndexOf(kind)), inner.Text("detail") ?? "", inner.Text("rawReply")) { Value = inner.Text("value") };
        IsFaulty |= inner.IsFaulty;
        return failure;
    }

    private SourceJson? Find(string name, bool nullable) => line.TryGet(name, out SourceJson? value) && !(nullable && value.IsNull) ? value : null;

    private void Wrong(string name, SourceJson value, string expected) =>
        Error("JE1616", value.Location, $"the field '{name}' has a wrong value", $"it must be {expected}", $"correct '{name}'");

    private void Error(string code, SourceLocation at, string what, string why, string remedy)
    {
        IsFaulty = true;
        target.Error(code, at, what, why, remedy);
    }
}
