namespace JudgeEval.Xunit;

/// <summary>
/// The line that tells how far a case is. The test host cannot write to the console that a person watches, so it leaves the line in a
/// file beside the records, and the logger, which runs in the console's own process, shows it. The logger compiles this file too.
/// </summary>
internal static class CaseProgressFile
{
    /// <summary>The end of the file's name.</summary>
    public const string Extension = ".progress.txt";

    /// <summary>Leaves the line; a reader sees the old one or the new one, never half of either.</summary>
    public static void Write(string path, string line)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, line + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The lines of all cases that are under way, in the order of the files' names.</summary>
    public static IReadOnlyList<string> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var lines = new List<string>();
        foreach (string path in Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            try
            {
                lines.Add(File.ReadAllText(path).TrimEnd('\n'));
            }
            catch (IOException)
            {
                // The case ended between the listing and the reading: there is nothing left to show.
            }
        }

        return lines;
    }
}
