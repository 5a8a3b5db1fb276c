namespace JudgeEval.Tool.Output;

/// <summary>Names as JSON spells them.</summary>
internal static class Words
{
    /// <summary>The name of an enumeration's value with a small first letter.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static string Camel<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
