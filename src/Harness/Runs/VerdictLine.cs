using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>A judgement's line as this tool writes it, and its place in the order.</summary>
/// <param name="bytes">The line without its end.</param>
/// <param name="key">What it is sorted by.</param>
/// <param name="sequence">When it came: of two lines of one judgement the later one counts.</param>
internal sealed class VerdictLine(byte[] bytes, (string Item, int Repeat, PresentationOrder Order) key, long sequence)
{
    /// <summary>The order of lines in a verdict file.</summary>
    public static readonly IComparer<VerdictLine> InOrder = Comparer<VerdictLine>.Create(Compare);

    private const int Overhead = 160;

    public ReadOnlySpan<byte> Bytes => bytes;

    public (string Item, int Repeat, PresentationOrder Order) Key => key;

    /// <summary>About how much memory it takes.</summary>
    public int Size => bytes.Length + (2 * key.Item.Length) + Overhead;

    public static int Compare(VerdictLine left, VerdictLine right)
    {
        int byKey = VerdictKey.Compare(left.Key, right.Key);
        return byKey != 0 ? byKey : left.Sequence.CompareTo(right.Sequence);
    }

    /// <summary>Reads a line's key, which stands first.</summary>
    /// <exception cref="JsonException">The line is none that this tool wrote.</exception>
    public static (string Item, int Repeat, PresentationOrder Order) KeyOf(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
        Expect(IsProperty(ref json, "item"u8) && json.TokenType == JsonTokenType.String);
        string item = json.GetString()!;
        Expect(IsProperty(ref json, "repeat"u8) && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out int repeat) && repeat >= 0);
        _ = json.TryGetInt32(out repeat);
        Expect(IsProperty(ref json, "order"u8) && json.TokenType == JsonTokenType.String);
        bool swapped = json.ValueTextEquals("swapped"u8);
        Expect(swapped || json.ValueTextEquals("original"u8));
        return (item, repeat, swapped ? PresentationOrder.Swapped : PresentationOrder.Original);
    }

    private long Sequence => sequence;

    private static bool IsProperty(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(name) && json.Read();

    private static void Expect([DoesNotReturnIf(false)] bool sound)
    {
        if (!sound)
        {
            throw new JsonException("The line is no judgement.");
        }
    }
}
