using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// A JSON value of a source that knows where it stands, so that a wrong value is named by line and column. An object's key that stands
/// twice is refused when the source is read: which of the two counts is nobody's guess. Immutable.
/// </summary>
internal sealed class SourceJson
{
    // Most values are neither list nor object, and hold no lists of their own.
    private static readonly List<SourceJson> NoElements = [];
    private static readonly List<KeyValuePair<string, SourceJson>> NoProperties = [];

    private readonly JsonPlaces _places;
    private readonly int _offset;
    private readonly int _keyOffset;
    private readonly string _text;
    private readonly List<SourceJson> _elements;
    private readonly List<KeyValuePair<string, SourceJson>> _properties;

    internal SourceJson(
        JsonPlaces places, int offset, JsonValueKind kind, int keyOffset, string text = "", List<SourceJson>? elements = null, List<KeyValuePair<string, SourceJson>>? properties = null)
    {
        (_places, _offset, Kind, _keyOffset, _text) = (places, offset, kind, keyOffset, text);
        _elements = elements ?? NoElements;
        _properties = properties ?? NoProperties;
    }

    /// <summary>The kind of value.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>Where it stands.</summary>
    public SourceLocation Location => _places.Of(_offset);

    /// <summary>Where its key stands; the value's own place where it has none.</summary>
    public SourceLocation KeyLocation => _places.Of(_keyOffset);

    /// <summary>Whether it is <c>null</c>.</summary>
    public bool IsNull => Kind == JsonValueKind.Null;

    /// <summary>The properties of an object in their order; none of any other value.</summary>
    public IReadOnlyList<KeyValuePair<string, SourceJson>> Properties => _properties;

    /// <summary>Reads the one value of a file.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <exception cref="JudgeEvalException">The file is absent, not UTF-8, malformed, or names a key of an object twice.</exception>
    public static SourceJson Read(string path) => SourceFile.Read(path, stream =>
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return SourceJsonReader.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), path, firstLine: 1);
    });

    /// <summary>Reads a value on each line of a file, one line at a time. Empty lines are passed over; a malformed one is an error and the others are read.</summary>
    /// <param name="path">The file; a name that ends in <c>.gz</c> is unpacked.</param>
    /// <param name="target">Takes the errors.</param>
    /// <exception cref="JudgeEvalException">The file is absent or no gzip.</exception>
    public static IEnumerable<SourceJson> ReadLines(string path, ImportTarget target)
    {
        foreach ((int number, byte[] line) in SourceFile.Lines(path))
        {
            if (line.AsSpan().ContainsAnyExcept(" \t\r"u8) && target.Try(() => SourceJsonReader.Read(line, path, number)) is { } value)
            {
                yield return value;
            }
        }
    }

    /// <summary>A property of an object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, which may be <c>null</c>.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out SourceJson? value)
    {
        foreach (KeyValuePair<string, SourceJson> property in _properties)
        {
            if (property.Key == name)
            {
                value = property.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>A property of an object that is there and not <c>null</c>, or <see langword="null"/>.</summary>
    /// <param name="name">Its name.</param>
    public SourceJson? Optional(string name) => TryGet(name, out SourceJson? value) && !value.IsNull ? value : null;

    /// <summary>A property that must be there and must not be <c>null</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="JudgeEvalException">This is no object, or has no such property.</exception>
    public SourceJson Required(string name)
    {
        Expect(JsonValueKind.Object, $"an object with the key '{name}'");
        return Optional(name) ?? throw Wrong(
            $"the key '{name}' is missing", _properties.Count == 0 ? "the object is empty" : $"the keys are {string.Join(", ", _properties.Select(p => $"'{p.Key}'"))}");
    }

    /// <summary>The elements of an array.</summary>
    /// <param name="what">What is expected, for the error.</param>
    /// <exception cref="JudgeEvalException">This is no array.</exception>
    public IReadOnlyList<SourceJson> Elements(string what)
    {
        Expect(JsonValueKind.Array, what);
        return _elements;
    }

    /// <summary>The properties of an object.</summary>
    /// <param name="what">What is expected, for the error.</param>
    /// <exception cref="JudgeEvalException">This is no object.</exception>
    public IReadOnlyList<KeyValuePair<string, SourceJson>> Members(string what)
    {
        Expect(JsonValueKind.Object, what);
        return _properties;
    }

    /// <summary>The text of a string, as it is.</summary>
    /// <exception cref="JudgeEvalException">This is no string.</exception>
    public string Text()
    {
        Expect(JsonValueKind.String, "a text");
        return _text;
    }

    /// <summary>A label or an id: a string without surrounding space, a number or a truth value as it is written.</summary>
    /// <exception cref="JudgeEvalException">This is anything else.</exception>
    public string Scalar() => Kind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
        ? _text.Trim()
        : throw Wrong("a text or a number is expected", $"here stands {Words(Kind)}");

    /// <summary>A finite number.</summary>
    /// <exception cref="JudgeEvalException">This is no number, or one that is too large.</exception>
    public double Number()
    {
        Expect(JsonValueKind.Number, "a number");
        return Judges.FiniteNumber.TryRead(_text, out double number) ? number : throw Wrong($"the number {_text} is too large", "it is beyond what a number can hold");
    }

    /// <summary>What is wrong with this value, as an error to throw.</summary>
    /// <param name="what">What is wrong.</param>
    /// <param name="why">The probable cause.</param>
    public JudgeEvalException Wrong(string what, string why) => ImportErrors.Fatal("JE1603", Location, what, why, "mend the source, or export it anew");

    private static string Words(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };

    private void Expect(JsonValueKind kind, string what)
    {
        if (Kind != kind)
        {
            throw Wrong($"{what} is expected", $"here stands {Words(Kind)}");
        }
    }
}
