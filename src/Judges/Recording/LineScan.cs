using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace JudgeEval.Judges;

/// <summary>
/// The fields of a recorded line as slices of its bytes. It takes only what is certainly right, and takes it quickly; of a line that it does not take
/// <see cref="RecordingLine"/> says what is wrong, or reads it after all.
/// </summary>
internal ref struct LineScan
{
    private const int FieldCount = 13;
    private const int Group = 9;
    private const int Required = 0b0_0101_1111_1111;

    private int _seen;

    public LineText Key { get; private set; }

    public LineText Model { get; private set; }

    public LineText Prompt { get; private set; }

    public LineText PromptHash { get; private set; }

    public LineText Messages { get; private set; }

    public LineText Options { get; private set; }

    public LineText Item { get; private set; }

    public int Repeat { get; private set; }

    public PresentationOrder Order { get; private set; }

    public LineText GroupName { get; private set; }

    public LineText Reply { get; private set; }

    public LineText Finish { get; private set; }

    public TokenUsage? Usage { get; private set; }

    /// <summary>Reads the fields of a line; false when anything is out of the common, right or wrong. The key is not checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(ReadOnlySpan<byte> line, out LineScan scan)
    {
        scan = default;
        try
        {
            return Utf8.IsValid(line) && scan.Read(line);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether the key is the hash of the content, as <see cref="RequestContent.Key"/> makes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly bool TryKey(out ContentKey key)
    {
        Span<byte> room = stackalloc byte[512];
        key = default;
        if (Model.Quoted.Length > room.Length / 2 || !Messages.IsHashLong || !Options.IsHashLong)
        {
            return false;
        }

        key = ContentKey.Of(room[..RequestKey.WriteContent(room, Model.Quoted, Messages.Raw, Options.Raw, Repeat)]);
        return Key.IsHashLong && key.Is(Key.Raw);
    }

    /// <summary>Everything as an entry.</summary>
    public readonly RecordingEntry Entry() => new()
    {
        Key = Key.Decode(),
        Content = new RequestContent(Model.Decode(), Messages.Decode(), Options.Decode(), Repeat),
        Prompt = Prompt.Decode(),
        PromptHash = PromptHash.Decode(),
        Item = Item.Decode(),
        Order = Order,
        Group = GroupName.IsPresent ? GroupName.Decode() : null,
        Reply = Reply.Decode(),
        Finish = FinishReason(),
        Usage = Usage,
    };

    /// <summary>The finish reason; the common one is not decoded again and again.</summary>
    public readonly string? FinishReason() =>
        !Finish.IsPresent ? null : Finish.Raw.SequenceEqual("stop"u8) ? "stop" : Finish.Decode();

    private static ReadOnlySpan<byte> Name(int field) => field switch
    {
        0 => "key"u8,
        1 => "model"u8,
        2 => "prompt"u8,
        3 => "promptHash"u8,
        4 => "messages"u8,
        5 => "options"u8,
        6 => "item"u8,
        7 => "repeat"u8,
        8 => "order"u8,
        Group => "group"u8,
        10 => "reply"u8,
        11 => "finish"u8,
        _ => "usage"u8,
    };

    // Fields mostly come in the order in which we write them, so the one after the last is tried first.
    private static int IndexOf(ReadOnlySpan<byte> name, int expected)
    {
        for (int tried = 0; tried < FieldCount; tried++)
        {
            int field = (expected + tried) % FieldCount;
            if (name.SequenceEqual(Name(field)))
            {
                return field;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        int field = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            field = reader.ValueIsEscaped ? -1 : IndexOf(reader.ValueSpan, field + 1);
            if (field < 0 || (_seen & (1 << field)) != 0)
            {
                return false;
            }

            _seen |= 1 << field;
            reader.Read();
            if (!Take(field, line, ref reader))
            {
                return false;
            }
        }

        // One more read makes the reader refuse whatever follows the object.
        return !reader.Read() && (_seen & Required) == Required;
    }

    private bool Take(int field, ReadOnlySpan<byte> line, ref Utf8JsonReader reader)
    {
        if (field == 7)
        {
            Repeat = int.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int repeat) ? repeat : -1;
            return Repeat >= 0 && reader.TokenType == JsonTokenType.Number;
        }

        if (field == 12)
        {
            return TakeUsage(ref reader);
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (reader.ValueIsEscaped && reader.ValueSpan.IndexOf("\\u"u8) >= 0)
        {
            // Throws for half a surrogate pair; all other escapes were checked by the reader.
            _ = reader.GetString();
        }

        int start = (int)reader.TokenStartIndex;
        var text = new LineText(line.Slice(start, reader.ValueSpan.Length + 2), reader.ValueIsEscaped);
        switch (field)
        {
            case 0:
                Key = text;
                break;
            case 1:
                Model = text;
                break;
            case 2:
                Prompt = text;
                break;
            case 3:
                PromptHash = text;
                break;
            case 4:
                Messages = text;
                break;
            case 5:
                Options = text;
                break;
            case 6:
                Item = text;
                break;
            case 8:
                Order = text.Raw.SequenceEqual("swapped"u8) ? PresentationOrder.Swapped : PresentationOrder.Original;
                return Order == PresentationOrder.Swapped || text.Raw.SequenceEqual("original"u8);
            case Group:
                GroupName = text;
                break;
            case 10:
                Reply = text;
                break;
            default:
                Finish = text;
                break;
        }

        return true;
    }

    private bool TakeUsage(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        long? input = null;
        long? output = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isInput = reader.ValueTextEquals("input"u8);
            bool known = isInput || reader.ValueTextEquals("output"u8);
            reader.Read();
            if (!known || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long count) || count < 0)
            {
                return false;
            }

            input = isInput ? count : input;
            output = isInput ? output : count;
        }

        Usage = new TokenUsage(input, output);
        return true;
    }
}
