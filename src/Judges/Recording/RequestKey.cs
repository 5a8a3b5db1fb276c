using System.Globalization;
using System.Runtime.CompilerServices;

namespace JudgeEval.Judges;

/// <summary>A request's content and its key, as <see cref="RequestContent"/> has them, without their texts.</summary>
/// <param name="Model">The model id.</param>
/// <param name="Messages">The hash over roles and texts of the messages.</param>
/// <param name="Options">The hash over the options that reach the model.</param>
/// <param name="Repeat">The repeat, from 0.</param>
/// <param name="Key">The hash over these four.</param>
internal readonly record struct RequestKey(string Model, ContentKey Messages, ContentKey Options, int Repeat, ContentKey Key)
{
    /// <summary>How many bytes the content needs beside the model.</summary>
    public const int ContentRoom = 256;

    public RequestContent Content() => new(Model, Messages.ToString(), Options.ToString(), Repeat);

    /// <summary>Writes the canonical JSON of the four, which <see cref="RequestContent.Key"/> hashes, and says how long it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int WriteContent(Span<byte> room, ReadOnlySpan<byte> quotedModel, ReadOnlySpan<byte> messages, ReadOnlySpan<byte> options, int repeat)
    {
        int length = 0;
        Append(room, ref length, "{\"model\":"u8);
        Append(room, ref length, quotedModel);
        Append(room, ref length, ",\"messages\":\""u8);
        Append(room, ref length, messages);
        Append(room, ref length, "\",\"options\":\""u8);
        Append(room, ref length, options);
        Append(room, ref length, "\",\"repeat\":"u8);
        repeat.TryFormat(room[length..], out int digits, default, CultureInfo.InvariantCulture);
        length += digits;
        Append(room, ref length, "}"u8);
        return length;
    }

    private static void Append(Span<byte> room, ref int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(room[length..]);
        length += part.Length;
    }
}
