using System.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>File names from the names of judges and datasets. None leads out of its folder, and every file system takes it.</summary>
public static class VerdictFileName
{
    // With the longest ending, and with a hash, a name stays below the 255 bytes that file systems allow.
    private const int Longest = 120;

    private static readonly string[] Devices =
    [
        "CON", "PRN", "AUX", "NUL", .. "0123456789".SelectMany(digit => new[] { "COM" + digit, "LPT" + digit }),
    ];

    /// <summary>The name of a judge's verdict file.</summary>
    /// <param name="judge">The judge's name.</param>
    public static string Of(string judge) => Safe(judge) + VerdictFile.Extension;

    /// <summary>
    /// A name that every file system takes: ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, no dot at its ends, none of the
    /// names that Windows keeps for devices, at most 120 characters; anything else becomes <c>-</c>.
    /// </summary>
    /// <param name="name">A name that people chose.</param>
    internal static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
        }

        string text = safe.ToString().Trim('.');
        text = text.Length > Longest ? $"{text[..Longest].TrimEnd('.')}-{Mark(name)}" : text;

        // Windows takes a device's name for the device whatever ending follows.
        return text.Length == 0 ? "unnamed"
            : Devices.Contains(text.Split('.')[0], StringComparer.OrdinalIgnoreCase) ? "_" + text
            : text;
    }

    private static string Mark(string name) => Sha256Hex.Of(Encoding.UTF8.GetBytes(name))[..8];
}
