using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace JudgeEval.TestLogger;

/// <summary>The tests that ran. A record counts only when one of them wrote it; what earlier runs left is not of this run.</summary>
internal sealed class SeenTests
{
    private readonly Lock _lock = new();
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _displayNames = new(StringComparer.Ordinal);

    /// <summary>The folders of the test assemblies that ran, sorted.</summary>
    public IReadOnlyList<string> Folders
    {
        get
        {
            lock (_lock)
            {
                return [.. _folders];
            }
        }
    }

    /// <summary>Notes a result. Skipped tests wrote nothing.</summary>
    public void Add(TestResult result)
    {
        if (result.Outcome is not (TestOutcome.Passed or TestOutcome.Failed))
        {
            return;
        }

        TestCase test = result.TestCase;
        lock (_lock)
        {
            if (Path.GetDirectoryName(test.Source) is { Length: > 0 } folder)
            {
                _folders.Add(folder);
            }

            string name = MethodOf(test.FullyQualifiedName);
            if (!_displayNames.TryGetValue(name, out List<string>? displayNames))
            {
                _displayNames.Add(name, displayNames = []);
            }

            displayNames.Add(result.DisplayName ?? test.DisplayName);
        }
    }

    /// <summary>Whether a test of this run wrote the record: the same method, and the case in the row's name.</summary>
    public bool Wrote(string? test, string @case)
    {
        lock (_lock)
        {
            return test is not null
                && _displayNames.TryGetValue(test, out List<string>? displayNames)
                && displayNames.Exists(name => name.Contains(@case, StringComparison.Ordinal) || !name.Contains('(', StringComparison.Ordinal));
        }
    }

    // Some versions of the adapter put the row's id in brackets behind the method's name.
    private static string MethodOf(string fullyQualifiedName)
    {
        int bracket = fullyQualifiedName.IndexOf('(', StringComparison.Ordinal);
        return bracket < 0 ? fullyQualifiedName : fullyQualifiedName[..bracket].TrimEnd();
    }
}
