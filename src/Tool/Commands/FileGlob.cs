using System.IO.Enumeration;

namespace JudgeEval.Tool.Commands;

/// <summary>Patterns of files with <c>*</c> and <c>?</c> in any part of the path, for shells that expand none.</summary>
internal static class FileGlob
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>Whether a text is a pattern rather than a path.</summary>
    /// <param name="text">What was typed.</param>
    public static bool IsPattern(string text) => text.IndexOfAny(Wildcards) >= 0;

    /// <summary>The files that fit, sorted (ordinal).</summary>
    /// <param name="pattern">A pattern, with forward slashes on every system.</param>
    public static string[] Expand(string pattern)
    {
        string[] parts = pattern.Replace('\\', '/').Split('/');
        IEnumerable<string> places = [parts[0].Length == 0 ? "/" : ""];
        for (int i = parts[0].Length == 0 ? 1 : 0; i < parts.Length; i++)
        {
            string part = parts[i];
            bool last = i == parts.Length - 1;
            places = [.. places.SelectMany(place => Inside(place, part, last))];
        }

        return [.. places.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Inside(string place, string part, bool last)
    {
        if (!IsPattern(part))
        {
            string path = Path.Combine(place, part);
            return last ? File.Exists(path) ? [path] : [] : Directory.Exists(path) ? [path] : [];
        }

        string folder = place.Length == 0 ? "." : place;
        if (!Directory.Exists(folder))
        {
            return [];
        }

        IEnumerable<string> entries = last ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder);
        return entries.Select(entry => Path.GetFileName(entry)!).Where(name => FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false)).Select(name => Path.Combine(place, name));
    }
}
