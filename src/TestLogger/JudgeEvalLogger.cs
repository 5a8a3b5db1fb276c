using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace JudgeEval.TestLogger;

/// <summary>
/// Prints one table of all judge suites at the end of <c>dotnet test</c>, also when tests fail. It runs in the process of
/// the test console, so that its table stands in plain output, and it prints nothing when no test of the run wrote a record.
/// </summary>
[FriendlyName(FriendlyName)]
[ExtensionUri(ExtensionUri)]
public sealed class JudgeEvalLogger : ITestLoggerWithParameters
{
    /// <summary>The name by which <c>--logger</c> finds it.</summary>
    public const string FriendlyName = "judgeeval";

    /// <summary>The uri by which the test platform knows it.</summary>
    public const string ExtensionUri = "logger://judgeeval/v1";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly SeenTests _seen = new();
    private readonly TextWriter? _output;
    private ProgressLine? _progress;
    private ITimer? _looks;

    /// <summary>A logger that prints to the console.</summary>
    public JudgeEvalLogger()
    {
    }

    internal JudgeEvalLogger(TextWriter output) => _output = output;

    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.TestRunStart += (_, e) => Watch(e.TestRunCriteria?.Sources ?? []);
        events.TestResult += (_, e) =>
        {
            _progress?.Clear(keepWatching: true);
            _seen.Add(e.Result);
        };
        events.TestRunComplete += (_, _) =>
        {
            _looks?.Dispose();
            _progress?.Clear(keepWatching: false);
            Print();
        };
    }

    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, Dictionary<string, string?> parameters) => Initialize(events, "");

    private void Watch(IEnumerable<string> sources)
    {
        _progress ??= new ProgressLine(_output ?? Console.Out, _output is null && !Console.IsOutputRedirected, TestConsole.Width, TimeProvider.System);
        _progress.Watch(sources);
        _looks ??= TimeProvider.System.CreateTimer(_ => _progress.Update(), null, BetweenLooks, BetweenLooks);
    }

    private void Print()
    {
        TextWriter output = _output ?? Console.Out;
        try
        {
            SuiteSummary.Print(_seen, output, _output is null ? TestConsole.Width : TestConsole.DefaultWidth, _output is null && TestConsole.HasColour);
        }
#pragma warning disable CA1031 // A logger that throws would take the results of the tests with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            output.WriteLine($"judgeeval: warning: the table of suites could not be printed: {exception.Message}");
        }
    }
}
