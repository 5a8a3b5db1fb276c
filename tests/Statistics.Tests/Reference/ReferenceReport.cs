using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Says at the end, in the test run's own output, how many reference values were asserted.</summary>
public sealed class ReferenceReport(IMessageSink sink) : IDisposable
{
    private readonly ConcurrentDictionary<string, (int Cases, int Asserted, int SetAside)> _groups = new(StringComparer.Ordinal);

    public void Add(string group, int cases, int asserted, int setAside) => _groups[group] = (cases, asserted, setAside);

    public void Dispose()
    {
        foreach ((string group, (int cases, int asserted, int setAside)) in _groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            sink.OnMessage(new DiagnosticMessage($"reference {group}: {cases} cases, {asserted} values asserted, {setAside} set aside"));
        }

        if (!_groups.IsEmpty)
        {
            sink.OnMessage(new DiagnosticMessage(
                $"reference vectors in all: {_groups.Count} groups, {_groups.Values.Sum(g => g.Cases)} cases, {_groups.Values.Sum(g => g.Asserted)} values asserted, {_groups.Values.Sum(g => g.SetAside)} set aside"));
        }
    }
}
