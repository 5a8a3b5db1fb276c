using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>An item of an export: an id and the texts that people saw, by the names that the tool gives them.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Fields">The texts by name, in the order of the export.</param>
/// <param name="At">Where it stands.</param>
internal sealed record ExportItem(string Id, ImmutableArray<KeyValuePair<string, string>> Fields, SourceLocation At)
{
    /// <summary>What the exports of tools heed of <see cref="ImportColumns"/>.</summary>
    public static readonly ImmutableArray<string> Heeds =
    [
        nameof(ImportColumns.Label), nameof(ImportColumns.Context), nameof(ImportColumns.Response), nameof(ImportColumns.ResponseA), nameof(ImportColumns.ResponseB),
    ];

    private static readonly ImportColumns Usual = new();

    // Names that tools and their templates give to what is judged; the first that is there is taken.
    private static readonly string[] ResponseNames = ["response", "answer", "output", "actual_output", "completion", "generation", "reply", "text"];

    private static readonly (string A, string B)[] Sides = [("1", "2"), ("a", "b"), ("A", "B"), ("left", "right"), ("Left", "Right"), ("0", "1")];

    /// <summary>What it hangs together with, or <see langword="null"/>.</summary>
    public string? Cluster { get; init; }

    /// <summary>Its tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The item of a dataset. The response is the field that <c>--response</c> names, else the first whose name is one of those that
    /// tools use, else the only field; the context is what remains, each text under its name where there are several.
    /// </summary>
    /// <param name="pair">Whether two responses are compared.</param>
    /// <param name="columns">The names that the user gives.</param>
    /// <param name="shown">What was shown on the left and on the right, where the export tells it.</param>
    /// <exception cref="JudgeEvalException">It cannot be known which field is the response, or which two are.</exception>
    public JudgeItem ToItem(bool pair, ImportColumns columns, (string Left, string Right)? shown = null)
    {
        if (Fields.IsEmpty)
        {
            return Item("", pair ? null : Id, pair ? $"{Id} A" : null, pair ? $"{Id} B" : null);
        }

        if (!pair)
        {
            string response = Stated(columns.Response, Usual.Response, "--response") ?? ResponseName(columns) ?? (Fields.Length == 1 ? Fields[0].Key : null)
                ?? throw Unknown("which field is the response is not known", "--response NAME");
            return Item(Context(columns, response), TextOf(response), null, null);
        }

        (string a, string b) = Responses(columns, shown);
        return Item(Context(columns, a, b), null, TextOf(a), TextOf(b));
    }

    /// <summary>The field of the response by its name; <see langword="null"/> where no name tells it.</summary>
    /// <param name="columns">The names that the user gives.</param>
    public string? ResponseName(ImportColumns columns) => Named(columns.Response) ?? Array.Find(ResponseNames, n => Named(n) is not null);

    /// <summary>Whether it is told which response was shown on the left, by the user or by the export.</summary>
    /// <param name="columns">The names that the user gives.</param>
    /// <param name="shown">What was shown on the left and on the right, where the export tells it.</param>
    public bool TellsSides(ImportColumns columns, (string Left, string Right)? shown) =>
        (columns.ResponseA != Usual.ResponseA && columns.ResponseB != Usual.ResponseB) || AreFields(shown);

    /// <summary>
    /// The fields of the two responses: those that the user names, else those that the export says were shown left and right, else the
    /// only two whose names differ in the side alone.
    /// </summary>
    /// <param name="columns">The names that the user gives.</param>
    /// <param name="shown">What was shown on the left and on the right, where the export tells it.</param>
    /// <exception cref="JudgeEvalException">It cannot be known which two they are.</exception>
    public (string A, string B) Responses(ImportColumns columns, (string Left, string Right)? shown)
    {
        string? one = Stated(columns.ResponseA, Usual.ResponseA, "--response-a"), two = Stated(columns.ResponseB, Usual.ResponseB, "--response-b");
        return one is null && two is null && AreFields(shown) ? shown!.Value
            : (one ?? Named(columns.ResponseA)) is { } left && (two ?? Named(columns.ResponseB)) is { } right ? (left, right)
            : Pairs() is [var only] ? only
            : throw Unknown("which two fields are the responses is not known", "--response-a NAME --response-b NAME");
    }

    private JudgeItem Item(string context, string? response, string? a, string? b) => new()
    {
        Id = Id, Context = context, Response = response, ResponseA = a, ResponseB = b, Cluster = Cluster, Tags = Tags,
    };

    // A field that the user names must be there.
    private string? Stated(string name, string usual, string option) => name == usual ? null : Named(name) ?? throw Unknown($"there is no field '{name}'", $"{option} NAME");

    private bool AreFields((string Left, string Right)? shown) => shown is var (left, right) && Named(left) is not null && Named(right) is not null;

    private string? Named(string name) => Fields.Any(f => f.Key == name) ? name : null;

    private string TextOf(string name) => Fields.First(f => f.Key == name).Value;

    private string Context(ImportColumns columns, params ReadOnlySpan<string> responses)
    {
        if ((Stated(columns.Context, Usual.Context, "--context") ?? Named(columns.Context)) is { } context)
        {
            return TextOf(context);
        }

        var rest = new List<KeyValuePair<string, string>>();
        foreach (KeyValuePair<string, string> field in Fields)
        {
            if (!responses.Contains(field.Key))
            {
                rest.Add(field);
            }
        }

        return rest.Count == 1 ? rest[0].Value : string.Join("\n\n", rest.Select(f => $"{f.Key}: {f.Value}"));
    }

    // Two names that differ in the side alone, such as text1 and text2.
    private List<(string A, string B)> Pairs() =>
    [
        .. from side in Sides
           from field in Fields
           where field.Key.EndsWith(side.A, StringComparison.Ordinal)
           let other = field.Key[..^side.A.Length] + side.B
           where Named(other) is not null
           select (field.Key, other),
    ];

    private JudgeEvalException Unknown(string what, string option) => ImportErrors.Fatal(
        "JE1652", At, what, $"the fields are {string.Join(", ", Fields.Select(f => $"'{f.Key}'"))}", $"name it with {option}");
}
