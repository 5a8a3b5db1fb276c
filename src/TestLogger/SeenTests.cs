using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace JudgeEval.TestLogger;

/// <summary>The tests that ran. A record counts only when one of them wrote it; what earlier runs left is not of this run.</summary>
internal sealed class SeenTests
{
    private readonly Lock _lock = new();
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _displayNames = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);

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

    /// <summary>Why tests were skipped, and how many for each reason, sorted by reason.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Skipped
    {
        get
        {
            lock (_lock)
            {
                return [.. _skipped];
            }
        }
    }

    /// <summary>Notes a result. Skipped tests wrote nothing; the console says that they were skipped, but not why.</summary>
    public void Add(TestResult result)
    {
        if (result.Outcome == TestOutcome.Skipped && ReasonOf(result) is { } reason)
        {
            lock (_lock)
            {
                _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
            }
        }

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

    // The adapter has the reason as the result's error or, in other versions, as one of its messages.
    private static string? ReasonOf(TestResult result) =>
        new[] { result.ErrorMessage }.Concat(result.Messages.Select(m => m.Text))
            .Select(text => text?.Trim()).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    // Some versions of the adapter put the row's id in brackets behind the method's name.
    private static string MethodOf(string fullyQualifiedName)
    {
        int bracket = fullyQualifiedName.IndexOf('(', StringComparison.Ordinal);
        return bracket < 0 ? fullyQualifiedName : fullyQualifiedName[..bracket].TrimEnd();
    }
}
