using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>
/// The fields of one group in <c>judgeeval.yaml</c>. A getter gives the field's value, or nothing where the field is absent or wrong; what is
/// wrong goes to the list of errors, with its place.
/// </summary>
internal sealed partial class YamlFields
{
    private const int DeepestGroup = 2;

    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly List<Diagnostic> _errors;
    private readonly string _owner;

    /// <summary>Takes the known fields of a group and reports the others.</summary>
    /// <param name="path">The file.</param>
    /// <param name="errors">Where errors go.</param>
    /// <param name="group">The group.</param>
    /// <param name="owner">What the group is, for messages, for example <c>a provider</c>.</param>
    /// <param name="known">The known fields.</param>
    public YamlFields(string path, List<Diagnostic> errors, YamlMappingNode group, string owner, IReadOnlyCollection<string> known)
    {
        (_path, _errors, _owner, Start) = (path, errors, owner, group.Start);
        foreach ((YamlNode key, YamlNode value) in group.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            if (known.Contains(name, StringComparer.Ordinal))
            {
                _fields.Add(name, value);
            }
            else if (IsKey(name))
            {
                Key(key.Start, $"the field '{name}' of {owner}");
            }
            else
            {
                Add(key.Start, "JE2204", $"the field '{TransportErrors.Redact(name)}' of {owner} is unknown", "it would have no effect", Nearest.Hint(name, known));
            }
        }
    }

    /// <summary>Where the group begins.</summary>
    public Mark Start { get; }

    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>Where a field's value stands; the group's place when it is absent.</summary>
    public Mark PlaceOf(string name) => _fields.TryGetValue(name, out YamlNode? node) ? node.Start : Start;

    /// <summary>The text of a field, without judging it.</summary>
    public string? Peek(string name) => (_fields.GetValueOrDefault(name) as YamlScalarNode)?.Value?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Where a text stands among the values of the group and of the groups and lists in it; the group's place when it does not.</summary>
    public Mark PlaceOfText(string text) =>
        (_fields.Where(field => field.Key != "name").SelectMany(field => Scalars(field.Value, DeepestGroup)).FirstOrDefault(s => s.Value?.Trim() == text)
            ?? (YamlNode?)null)?.Start ?? Start;

    /// <summary>Whether the field is there; an error when it is not.</summary>
    public bool Needs(string name, string example)
    {
        if (!Has(name))
        {
            Add(Start, "JE2205", $"{_owner} has no '{name}'", "it must have one", $"add a line '{name}: {example}'");
        }

        return Has(name);
    }

    public string? Text(string name, string expected = "a text of one line")
    {
        if (!_fields.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        string? text = (node as YamlScalarNode)?.Value?.Trim();
        return text is { Length: > 0 } && !text.Any(char.IsControl) ? text : Wrong<string>(name, expected);
    }

    public (string Text, Mark Start)[] Texts(string name, string expected)
    {
        if (!_fields.TryGetValue(name, out YamlNode? node))
        {
            return [];
        }

        if (node is not YamlSequenceNode list || list.Children.Any(child => string.IsNullOrWhiteSpace((child as YamlScalarNode)?.Value)))
        {
            Wrong<string>(name, expected);
            return [];
        }

        return [.. list.Children.Select(child => (((YamlScalarNode)child).Value!.Trim(), child.Start))];
    }

    /// <summary>The position of the field's word among some; or nothing.</summary>
    public int? OneOf(string name, params string[] words)
    {
        if (!_fields.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        string given = (node as YamlScalarNode)?.Value ?? "";
        int position = Array.IndexOf(words, given);
        if (position >= 0)
        {
            return position;
        }

        Add(node.Start, "JE2206", $"'{name}' is {Given(node)}", $"it must be one of {string.Join(", ", words)}", Nearest.Hint(given, words));
        return null;
    }

    public bool? Flag(string name) => OneOf(name, "false", "true") is { } position ? position == 1 : null;

    public long? Whole(string name, long least, long most)
    {
        if (!_fields.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        bool isNumber = long.TryParse((node as YamlScalarNode)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        return isNumber && number >= least && number <= most
            ? number
            : Wrong<long?>(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    public decimal? Amount(string name, bool mayBeZero)
    {
        const decimal Most = 1_000_000_000m;
        if (!_fields.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        bool isNumber = decimal.TryParse((node as YamlScalarNode)?.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number);
        return isNumber && number <= Most && (mayBeZero || number > 0)
            ? number
            : Wrong<decimal?>(name, mayBeZero ? "a number from 0 to a billion" : "a number above 0 and at most a billion");
    }

    /// <summary>A span of time with its unit, such as <c>500ms</c>, <c>60s</c>, <c>2m</c>, <c>1h</c>; above zero and at most a day.</summary>
    public TimeSpan? Span(string name)
    {
        if (!_fields.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        Match match = SpanForm().Match((node as YamlScalarNode)?.Value ?? "");
        double number = match.Success ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;
        double milliseconds = number * match.Groups["unit"].Value switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            _ => 3_600_000,
        };
        return milliseconds is >= 1 and <= 86_400_000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : Wrong<TimeSpan?>(name, "a time with its unit, from 1ms to 24h, for example 60s, 2m or 500ms");
    }

    /// <summary>The fields of a group in this one; nothing where it is absent or no group.</summary>
    public YamlFields? Group(string name, string owner, params string[] known)
    {
        if (!_fields.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        return node is YamlMappingNode group
            ? new YamlFields(_path, _errors, group, owner, known)
            : Wrong<YamlFields>(name, $"a group of fields ({string.Join(", ", known)})");
    }

    /// <summary>Whether the field is absent, or a heading above nothing.</summary>
    public bool IsEmpty(string name) => !_fields.TryGetValue(name, out YamlNode? node) || node is YamlScalarNode { Value: null or "" };

    /// <summary>The lines of a field whose names are the user's; none where it is absent or empty, <see langword="null"/> where it is no group.</summary>
    public YamlEntry[]? Entries(string name) => IsEmpty(name) ? []
        : _fields[name] is not YamlMappingNode group ? null
        : [.. group.Children.Select(child => new YamlEntry(
            (child.Key as YamlScalarNode)?.Value?.Trim() ?? "", child.Key.Start, (child.Value as YamlScalarNode)?.Value?.Trim(), child.Value.Start))];

    /// <summary>A key stands in the file. Its text goes into no message.</summary>
    public void Key(Mark place, string where) => Add(
        place,
        "JE2207",
        $"{where} looks like a key",
        "the file is committed, and a key in it would be, too",
        "take the key out, put it into an environment variable and write 'keyVariable: NAME_OF_THE_VARIABLE'; a key that was committed must be renewed");

    public void Add(Mark place, string code, string what, string why, string remedy) =>
        _errors.Add(new Diagnostic(code, what, why, remedy, new SourceLocation(_path, (int)place.Line, (int)place.Column)));

    public T? Wrong<T>(string name, string expected)
    {
        Add(PlaceOf(name), "JE2206", $"'{name}' is {Given(_fields[name])}", $"it must be {expected}", $"correct '{name}'");
        return default;
    }

    private static string Given(YamlNode node) => node switch
    {
        YamlScalarNode { Value: null or "" } => "empty",
        YamlScalarNode scalar => $"'{TransportErrors.Redact(scalar.Value)}'",
        YamlSequenceNode => "a list",
        _ => "a group of fields",
    };

    // An alias can stand inside what it names, so the depth is bounded.
    private static IEnumerable<YamlScalarNode> Scalars(YamlNode node, int depth) => node switch
    {
        YamlScalarNode scalar => [scalar],
        YamlSequenceNode list when depth > 0 => list.Children.SelectMany(child => Scalars(child, depth - 1)),
        YamlMappingNode group when depth > 0 => group.Children.Values.SelectMany(child => Scalars(child, depth - 1)),
        _ => [],
    };

    private static bool IsKey(string name) => string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant()
        is "key" or "apikey" or "secret" or "secretkey" or "password" or "token" or "apitoken" or "accesstoken" or "authtoken" or "authorization" or "bearer" or "credential" or "credentials";

    [GeneratedRegex("^(?<number>[0-9]{1,9}([.][0-9]{1,6})?)(?<unit>ms|s|m|h)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SpanForm();
}

/// <summary>A line of a group whose names are the user's.</summary>
/// <param name="Name">The name.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Value">The value; <see langword="null"/> where it is a list or a group.</param>
/// <param name="ValuePlace">Where that stands.</param>
internal sealed record YamlEntry(string Name, Mark Place, string? Value, Mark ValuePlace);
