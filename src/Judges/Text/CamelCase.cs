namespace JudgeEval.Judges;

/// <summary>Names of enumeration values as files, options and JSON spell them.</summary>
internal static class CamelCase
{
    /// <summary>The name with a small first letter.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
