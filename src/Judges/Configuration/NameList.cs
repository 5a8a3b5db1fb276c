namespace JudgeEval.Judges;

/// <summary>Names in a message: all of them, or as many as a person reads.</summary>
internal static class NameList
{
    private const int Most = 12;

    public static string Of(IReadOnlyCollection<string> names, string separator = ", ") => names.Count <= Most
        ? string.Join(separator, names)
        : FormattableString.Invariant($"{string.Join(separator, names.Take(Most))}{separator}… ({names.Count} in all)");
}
