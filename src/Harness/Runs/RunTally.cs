using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Counts of judgements and the first failure of each kind. Used by one thread at a time.</summary>
internal sealed class RunTally
{
    private readonly int[] _failures = new int[VerdictFields.FailureKinds.Length];
    private readonly FailedJudgement?[] _first = new FailedJudgement?[VerdictFields.FailureKinds.Length];
    private long? _inputTokens;
    private long? _outputTokens;

    /// <summary>Judgements made, and those that cannot be made.</summary>
    public int Done { get; private set; }

    public int Labelled { get; private set; }

    public void Add(string item, int repeat, PresentationOrder order, JudgeFailure? failure, TokenUsage? usage)
    {
        Done++;
        AddUsage(usage?.InputTokens, usage?.OutputTokens);
        if (failure is null)
        {
            Labelled++;
            return;
        }

        _failures[(int)failure.Kind]++;
        KeepFirst((int)failure.Kind, new FailedJudgement(item, repeat, order, failure));
    }

    /// <summary>A judgement that cannot be made.</summary>
    public void AddImpediment() => Done++;

    public void Add(RunTally other)
    {
        Done = checked(Done + other.Done);
        Labelled += other.Labelled;
        AddUsage(other._inputTokens, other._outputTokens);
        for (int kind = 0; kind < _failures.Length; kind++)
        {
            _failures[kind] += other._failures[kind];
            if (other._first[kind] is { } failure)
            {
                KeepFirst(kind, failure);
            }
        }
    }

    public void Clear()
    {
        Done = 0;
        Labelled = 0;
        _inputTokens = null;
        _outputTokens = null;
        Array.Clear(_failures);
        Array.Clear(_first);
    }

    public RunSummary Summary(JudgeIdentity judge, string dataset, string path, int resumed) => new()
    {
        Judge = judge,
        Dataset = dataset,
        Path = path,
        Judgements = Done,
        Labelled = Labelled,
        Resumed = resumed,
        Failures = _failures.Select((count, kind) => KeyValuePair.Create((FailureKind)kind, count)).Where(f => f.Value > 0).ToImmutableSortedDictionary(),
        FirstFailures = [.. _first.OfType<FailedJudgement>()],
        Usage = _inputTokens is null && _outputTokens is null ? null : new TokenUsage(_inputTokens, _outputTokens),
    };

    // Which failure comes first must not depend on which one was answered first.
    private void KeepFirst(int kind, FailedJudgement failure)
    {
        if (_first[kind] is not { } kept || failure.IsBefore(kept))
        {
            _first[kind] = failure;
        }
    }

    private void AddUsage(long? input, long? output)
    {
        _inputTokens = input is null ? _inputTokens : (_inputTokens ?? 0) + input;
        _outputTokens = output is null ? _outputTokens : (_outputTokens ?? 0) + output;
    }
}
