using JudgeEval.Harness.Records;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace JudgeEval.TestLogger.Tests;

/// <summary>A test run whose events a test raises, with the output folder of one test assembly.</summary>
internal sealed class FakeRun : IDisposable
{
    private readonly Events _events = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-logger-").FullName;

    public FakeRun() => new JudgeEvalLogger(_output).Initialize(_events, _folder);

    public string RecordsFolder => Path.Combine(_folder, "alignment-records");

    public FakeRun WithRecord(AlignmentRecord record, string file)
    {
        Directory.CreateDirectory(RecordsFolder);
        RecordFile.Write(record, Path.Combine(RecordsFolder, file + RecordFile.Extension));
        return this;
    }

    public FakeRun WithTest(string name, string? displayName = null, TestOutcome outcome = TestOutcome.Passed, string? error = null)
    {
        var test = new TestCase(name, new Uri("executor://any"), Path.Combine(_folder, "Any.dll")) { DisplayName = displayName ?? name };
        _events.Raise(new TestResult(test) { Outcome = outcome, ErrorMessage = error });
        return this;
    }

    /// <summary>Ends the run; what the logger printed.</summary>
    public string Complete()
    {
        _events.RaiseComplete();
        return _output.ToString();
    }

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Events : TestLoggerEvents
    {
        public override event EventHandler<TestResultEventArgs>? TestResult;

        public override event EventHandler<TestRunCompleteEventArgs>? TestRunComplete;

        public override event EventHandler<TestRunMessageEventArgs>? TestRunMessage { add { } remove { } }

        public override event EventHandler<TestRunStartEventArgs>? TestRunStart { add { } remove { } }

        public override event EventHandler<DiscoveryStartEventArgs>? DiscoveryStart { add { } remove { } }

        public override event EventHandler<TestRunMessageEventArgs>? DiscoveryMessage { add { } remove { } }

        public override event EventHandler<DiscoveredTestsEventArgs>? DiscoveredTests { add { } remove { } }

        public override event EventHandler<DiscoveryCompleteEventArgs>? DiscoveryComplete { add { } remove { } }

        public void Raise(TestResult result) => TestResult?.Invoke(this, new TestResultEventArgs(result));

        public void RaiseComplete() =>
            TestRunComplete?.Invoke(this, new TestRunCompleteEventArgs(null, false, false, null, [], TimeSpan.Zero));
    }
}
