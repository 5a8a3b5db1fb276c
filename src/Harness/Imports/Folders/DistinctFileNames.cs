using System.Text;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// File names of datasets and judges: never a path, never one that another name of the same folder has, also where letter case does not count.
/// </summary>
internal sealed class DistinctFileNames
{
    private const int HashLength = 8;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A file name; what files cannot be called becomes <c>-</c>, and a part of the name's hash tells apart what would be the same then.</summary>
    /// <param name="name">A name that data chose.</param>
    public string Of(string name)
    {
        string distinct = VerdictFileName.Safe(name);
        if (!_taken.Add(distinct) && !_taken.Add(distinct = $"{distinct}-{Hash(name)}"))
        {
            throw new InvalidOperationException($"The name '{name}' was given twice.");
        }

        return distinct;
    }

    private static string Hash(string name) => Sha256Hex.Of(Encoding.UTF8.GetBytes(name))[..HashLength];
}
