using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>The fields of one line of a verdict file, each taken out with its error when it is wrong.</summary>
internal sealed class VerdictFields(string path, int line, List<JsonField> fields, List<Diagnostic> errors)
{
    /// <summary>The kinds of failure as files spell them, in the order of <see cref="FailureKind"/>.</summary>
    public static readonly ImmutableArray<string> FailureKinds = ["refused", "unparsable", "outOfScale", "transport", "budget"];

    private static readonly string[] FailureFields = ["kind", "detail", "value", "rawReply"];

    public int ErrorCount => errors.Count;

    public JsonField? Find(string name)
    {
        int index = fields.FindIndex(f => f.Name == name);
        return index < 0 ? null : fields[index];
    }

    /// <summary>Names every field that is not known.</summary>
    public void Refuse(IReadOnlyCollection<string> known)
    {
        foreach (JsonField field in fields.Where(f => !known.Contains(f.Name, StringComparer.Ordinal)))
        {
            Unknown(field.Name, known, field.NameColumn);
        }
    }

    public string? Required(string name)
    {
        if (Find(name) is null)
        {
            Error("JE1905", $"the field '{name}' is missing", "every line of this kind has one", $"add '{name}'", 1);
            return null;
        }

        return Text(name);
    }

    public string? Text(string name)
    {
        if (Find(name) is not { } field)
        {
            return null;
        }

        bool empty = string.IsNullOrWhiteSpace(field.Text) && name != "rationale";
        if (field.Kind == JsonValueKind.String && !empty)
        {
            return field.Text;
        }

        Wrong(field, "a text that is not empty");
        return null;
    }

    /// <summary>The label: a text, or a number's text as it stands.</summary>
    public string? Label()
    {
        if (Find("label") is not { } field)
        {
            return null;
        }

        if (field.Kind == JsonValueKind.Number || (field.Kind == JsonValueKind.String && !string.IsNullOrWhiteSpace(field.Text)))
        {
            return field.Text;
        }

        Wrong(field, "a text that is not empty, or a number");
        return null;
    }

    public int Repeat()
    {
        if (Find("repeat") is not { } field)
        {
            return 0;
        }

        if (field.Kind == JsonValueKind.Number && JsonLine.TryCount(field.Text, out int repeat))
        {
            return repeat;
        }

        Wrong(field, "a whole number from 0");
        return 0;
    }

    public PresentationOrder Order()
    {
        if (Find("order") is { } field && field is not { Kind: JsonValueKind.String, Text: "original" })
        {
            if (field is { Kind: JsonValueKind.String, Text: "swapped" })
            {
                return PresentationOrder.Swapped;
            }

            Wrong(field, "'original' or 'swapped'");
        }

        return PresentationOrder.Original;
    }

    public double? Score()
    {
        if (Find("score") is not { } field)
        {
            return null;
        }

        if (field.Kind == JsonValueKind.Number
            && double.TryParse(field.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double score) && double.IsFinite(score))
        {
            return score;
        }

        Wrong(field, "a number");
        return null;
    }

    public ImmutableSortedDictionary<string, double>? Probabilities()
    {
        if (Find("probabilities") is not { } field)
        {
            return null;
        }

        var probabilities = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        bool sound = field.Kind == JsonValueKind.Object;
        foreach (JsonProperty property in sound ? field.Element.EnumerateObject().ToArray() : [])
        {
            sound &= property.Value.ValueKind == JsonValueKind.Number && property.Value.GetDouble() is >= 0 and <= 1
                && probabilities.TryAdd(property.Name, property.Value.GetDouble());
        }

        if (sound)
        {
            return probabilities.ToImmutable();
        }

        Wrong(field, "an object with a number from 0 to 1 for each label");
        return null;
    }

    /// <summary>The labels among which the judge could not decide; empty when the field is absent or wrong.</summary>
    public ImmutableArray<string> Candidates()
    {
        if (Find("candidates") is not { } field)
        {
            return [];
        }

        JsonElement[] elements = field.Kind == JsonValueKind.Array ? [.. field.Element.EnumerateArray()] : [];
        if (elements.Length > 0 && elements.All(IsName))
        {
            ImmutableArray<string> candidates = [.. elements.Select(e => e.GetString()!)];
            if (candidates.Distinct(StringComparer.Ordinal).Count() == candidates.Length)
            {
                return candidates;
            }
        }

        Wrong(field, "a list of one or more labels, the best first, none of them twice");
        return [];
    }

    /// <summary>The label of each member of a committee; null when the field is absent or wrong.</summary>
    public ImmutableSortedDictionary<string, string>? Votes()
    {
        if (Find("votes") is not { } field)
        {
            return null;
        }

        var votes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        bool sound = field.Kind == JsonValueKind.Object;
        foreach (JsonProperty property in sound ? field.Element.EnumerateObject().ToArray() : [])
        {
            sound &= !string.IsNullOrWhiteSpace(property.Name) && IsName(property.Value) && votes.TryAdd(property.Name, property.Value.GetString()!);
        }

        if (sound)
        {
            return votes.ToImmutable();
        }

        Wrong(field, "an object with the label of each member of the committee");
        return null;
    }

    public TokenUsage? Usage()
    {
        if (Find("usage") is not { } field)
        {
            return null;
        }

        if (TokenUsageJson.TryRead(field, out TokenUsage? usage))
        {
            return usage;
        }

        Wrong(field, "an object with 'input' and 'output', both whole numbers from 0");
        return null;
    }

    public JudgeFailure? Failure()
    {
        if (Find("failure") is not { } field)
        {
            return null;
        }

        Dictionary<string, string?>? parts = Texts("failure", FailureFields);
        if (parts is null)
        {
            return null;
        }

        int kind = FailureKinds.IndexOf(parts.GetValueOrDefault("kind") ?? "");
        if (kind < 0)
        {
            string given = parts.GetValueOrDefault("kind") ?? "";
            Error("JE1906", $"the failure's kind is '{given}'", $"it must be one of {string.Join(", ", FailureKinds)}", Nearest.Hint(given, FailureKinds), field.Column);
            return null;
        }

        return new JudgeFailure((FailureKind)kind, parts.GetValueOrDefault("detail") ?? "", parts.GetValueOrDefault("rawReply"))
        {
            Value = parts.GetValueOrDefault("value"),
        };
    }

    /// <summary>The texts of an object field; null when the field is absent or wrong.</summary>
    /// <param name="name">The field.</param>
    /// <param name="known">The properties it may have.</param>
    /// <param name="other">The property that is no text and is left to others.</param>
    public Dictionary<string, string?>? Texts(string name, IReadOnlyCollection<string> known, string? other = null)
    {
        if (Find(name) is not { } field)
        {
            return null;
        }

        if (field.Kind != JsonValueKind.Object || field.Element.EnumerateObject().Any(p => p.Name != other && p.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)))
        {
            Wrong(field, "an object of texts");
            return null;
        }

        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (JsonProperty property in field.Element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                Unknown($"{name}.{property.Name}", [.. known.Select(k => $"{name}.{k}")], field.Column);
            }

            if (property.Name != other)
            {
                texts[property.Name] = property.Value.GetString();
            }
        }

        return texts;
    }

    public void Error(string code, string what, string why, string remedy, int column) =>
        errors.Add(new Diagnostic(code, what, why, remedy, new SourceLocation(path, line, column)));

    private static bool IsName(JsonElement element) => element.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(element.GetString());

    private void Unknown(string name, IReadOnlyCollection<string> known, int column) =>
        Error("JE1904", $"the field '{name}' is unknown", "it would have no effect", Nearest.Hint(name, known), column);

    private void Wrong(JsonField field, string expected) =>
        Error("JE1906", $"the field '{field.Name}' has a wrong value", $"it must be {expected}", $"correct '{field.Name}'", field.Column);
}
