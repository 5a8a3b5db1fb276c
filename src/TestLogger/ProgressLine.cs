using System.Globalization;
using JudgeEval.Harness.Records;
using JudgeEval.Xunit;

namespace JudgeEval.TestLogger;

/// <summary>
/// One plain line that tells how far the suites are that ask a model: on a terminal it is written over and over, elsewhere it is
/// written again only when it has something new to say and not often, because every line stays in the log.
/// </summary>
internal sealed class ProgressLine(TextWriter output, bool terminal, int width, TimeProvider time)
{
    private const int ShortestName = 8;

    private static readonly TimeSpan BetweenLogLines = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private string[] _folders = [];
    private string _shown = "";
    private long? _lastLogLine;

    /// <summary>Where the test assemblies of the run stand.</summary>
    public void Watch(IEnumerable<string> sources)
    {
        lock (_lock)
        {
            _folders =
            [
                .. sources.Select(Path.GetDirectoryName).Where(folder => !string.IsNullOrEmpty(folder)).Distinct(StringComparer.Ordinal)
                    .Select(folder => Path.Combine(folder!, CaseProblem.Folder)),
            ];
        }
    }

    /// <summary>Looks for lines and shows what is new. Errors of the file system are nobody's concern here: the next look may succeed.</summary>
    public void Update()
    {
        lock (_lock)
        {
            string[] lines;
            try
            {
                lines = [.. _folders.SelectMany(CaseProgressFile.ReadAll)];
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return;
            }

            string line = lines.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{lines[0]} (and {lines.Length - 1} more under way)") : lines.FirstOrDefault("");
            if (line == _shown)
            {
                return;
            }

            if (terminal)
            {
                Overwrite(line);
            }
            else if (line.Length > 0 && (_lastLogLine is not { } last || time.GetElapsedTime(last) >= BetweenLogLines))
            {
                _lastLogLine = time.GetTimestamp();
                _shown = line;
                output.WriteLine(line);
                output.Flush();
            }
        }
    }

    /// <summary>Takes the line off a terminal, so that what comes next stands on a line of its own.</summary>
    /// <param name="keepWatching">Whether the run goes on.</param>
    public void Clear(bool keepWatching)
    {
        lock (_lock)
        {
            _folders = keepWatching ? _folders : [];
            if (terminal && _shown.Length > 0)
            {
                Overwrite("");
            }
        }
    }

    // The figures are what changes; where the line is too long, it is the case's name that is cut.
    private static string Fit(string line, int room)
    {
        int over = line.Length - room, figures = line.LastIndexOf(": ", StringComparison.Ordinal);
        return over <= 0 ? line
            : figures - over > ShortestName ? $"{line[..(figures - over - 1)]}…{line[figures..]}"
            : figures < 0 ? line[..room]
            : line[(figures + 2)..] is var bare && bare.Length > room ? bare[..room] : bare;
    }

    private void Overwrite(string line)
    {
        string cut = Fit(line, width - 1);
        output.Write("\r" + cut.PadRight(Math.Min(_shown.Length, width - 1)) + (cut.Length == 0 ? "\r" : ""));
        output.Flush();
        _shown = line;
    }
}
