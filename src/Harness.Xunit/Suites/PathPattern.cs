using System.Text;
using System.Text.RegularExpressions;

namespace JudgeEval.Xunit;

/// <summary>Finds files by a path with <c>*</c>, <c>?</c> and <c>**</c>, as project files spell it.</summary>
internal static class PathPattern
{
    /// <summary>The files that match, relative to the root, with forward slashes, sorted ordinally; none where the folder is absent.</summary>
    public static string[] Find(string root, string pattern)
    {
        string normal = Normalise(pattern);
        string folder = Path.Combine(root, FixedFolder(normal));
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var expression = new Regex(Expression(normal), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Where(path => expression.IsMatch(path))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A path with forward slashes and without a leading <c>./</c>.</summary>
    public static string Normalise(string path)
    {
        string normal = path.Replace('\\', '/').TrimEnd('/');
        return normal.StartsWith("./", StringComparison.Ordinal) ? normal[2..] : normal;
    }

    private static string FixedFolder(string pattern)
    {
        string[] segments = pattern.Split('/');
        return string.Join('/', segments[..^1].TakeWhile(segment => !segment.AsSpan().ContainsAny('*', '?')));
    }

    private static string Expression(string pattern)
    {
        var expression = new StringBuilder("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
            {
                expression.Append("(?:[^/]*/)*");
                i += 2;
            }
            else
            {
                expression.Append(pattern[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    char c => Regex.Escape(c.ToString()),
                });
            }
        }

        return expression.Append('$').ToString();
    }
}
