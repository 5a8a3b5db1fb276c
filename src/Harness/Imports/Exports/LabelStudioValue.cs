using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Labels as Label Studio writes them.</summary>
internal static class LabelStudioValue
{
    /// <summary>The label of a result; <see langword="null"/> when it gives none, which is counted.</summary>
    /// <param name="result">A result of an annotation or a prediction.</param>
    /// <param name="sheet">Takes what is left out.</param>
    /// <param name="pairs">Takes the controls that compare two responses.</param>
    /// <exception cref="JudgeEvalException">The result is not as Label Studio writes it.</exception>
    public static (string Control, string Text)? Of(SourceJson result, LabelSheet sheet, PairControls pairs)
    {
        if (result.Members("a result").All(m => m.Key != "from_name"))
        {
            sheet.Skip(result.Location, "a relation between regions");
            return null;
        }

        string control = result.Required("from_name").Scalar();
        string type = result.Required("type").Scalar();
        SourceJson value = result.Required("value");
        if (value.TryGet("start", out _) || value.TryGet("x", out _))
        {
            sheet.Skip(result.Location, "a label of a region, not of the item");
            return null;
        }

        switch (type)
        {
            case "choices":
                return One(control, value.Required("choices"), sheet);
            case "rating":
                return (control, value.Required("rating").Scalar());
            case "number":
                return (control, value.Required("number").Scalar());
            case "taxonomy":
                return Path(control, value.Required("taxonomy"), sheet);
            case "pairwise":
                pairs.Add(control, result.Optional("to_name"));
                return Side(control, value.Required("selected"));
            case "textarea":
                return null;
            default:
                sheet.Skip(result.Location, $"a control of the type '{type}' gives no label");
                return null;
        }
    }

    /// <summary>The left response is A, the right one B.</summary>
    /// <param name="control">The control.</param>
    /// <param name="selected">What was selected.</param>
    /// <exception cref="JudgeEvalException">It is neither.</exception>
    public static (string Control, string Text) Side(string control, SourceJson selected) => selected.Scalar() switch
    {
        "left" => (control, "A"),
        "right" => (control, "B"),
        var other => throw selected.Wrong($"'{other}' is neither left nor right", "a comparison selects one of two"),
    };

    /// <summary>The only choice; several at once are no label of one scale.</summary>
    /// <param name="control">The control.</param>
    /// <param name="choices">A list of choices, or the only one.</param>
    /// <param name="sheet">Takes what is left out.</param>
    public static (string Control, string Text)? One(string control, SourceJson choices, LabelSheet sheet)
    {
        if (choices.Kind != JsonValueKind.Array)
        {
            return (control, choices.Scalar());
        }

        IReadOnlyList<SourceJson> list = choices.Elements("choices");
        if (list.Count == 1)
        {
            return (control, list[0].Scalar());
        }

        sheet.Skip(choices.Location, list.Count == 0 ? "no choice was made" : "several choices at once");
        return null;
    }

    /// <summary>The path of the only node.</summary>
    /// <param name="control">The control.</param>
    /// <param name="paths">A list of paths.</param>
    /// <param name="sheet">Takes what is left out.</param>
    public static (string Control, string Text)? Path(string control, SourceJson paths, LabelSheet sheet)
    {
        IReadOnlyList<SourceJson> list = paths.Elements("paths of a taxonomy");
        if (list.Count == 1)
        {
            return (control, string.Join(" / ", list[0].Elements("a path of a taxonomy").Select(n => n.Scalar())));
        }

        sheet.Skip(paths.Location, list.Count == 0 ? "no choice was made" : "several choices at once");
        return null;
    }

    /// <summary>The name of a person: the address where the export tells it, else the number; <see langword="null"/> where it tells neither.</summary>
    /// <param name="person">The number, the address or an object with both.</param>
    /// <exception cref="JudgeEvalException">It is none of these.</exception>
    public static string? Person(SourceJson? person)
    {
        SourceJson? name = person?.Kind == JsonValueKind.Object ? person.Optional("email") ?? person.Optional("username") ?? person.Optional("id") : person;
        return name?.Scalar() is { Length: > 0 } text ? text : null;
    }
}
