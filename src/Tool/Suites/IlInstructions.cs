using System.Buffers.Binary;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace JudgeEval.Tool.Suites;

/// <summary>An instruction of a method's body.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Code">What it does.</param>
/// <param name="Token">The metadata token of its operand; 0 where that is none.</param>
/// <param name="Number">The number of its operand; NaN where that is no floating-point number.</param>
internal readonly record struct IlInstruction(int Offset, OpCode Code, int Token, double Number);

/// <summary>Reads the instructions of a method's body (ECMA-335, partition III).</summary>
internal static class IlInstructions
{
    private const byte TwoBytes = 0xFE;

    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value));

    /// <summary>The instructions in their order. Bytes that are no instruction end them: what compilers write has none.</summary>
    /// <param name="body">The body.</param>
    public static IReadOnlyList<IlInstruction> Read(MethodBodyBlock body)
    {
        byte[] il = body.GetILBytes() ?? [];
        var read = new List<IlInstruction>();
        int at = 0;
        while (at < il.Length)
        {
            int start = at;
            ushort value = il[at] == TwoBytes && at + 1 < il.Length ? (ushort)(0xFE00 | il[at + 1]) : il[at];
            at += value > byte.MaxValue ? 2 : 1;
            if (!Codes.TryGetValue(value, out OpCode code) || at + Size(code, il, at) is var end && end > il.Length)
            {
                break;
            }

            ReadOnlySpan<byte> operand = il.AsSpan(at, end - at);
            read.Add(new IlInstruction(
                start,
                code,
                code.OperandType is OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType ? BinaryPrimitives.ReadInt32LittleEndian(operand) : 0,
                code.OperandType is OperandType.InlineR ? BinaryPrimitives.ReadDoubleLittleEndian(operand) : double.NaN));
            at = end;
        }

        return read;
    }

    private static int Size(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch when at + 4 <= il.Length => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at))),
        _ => 4,
    };
}
