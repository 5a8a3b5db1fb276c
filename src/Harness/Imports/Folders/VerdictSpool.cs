using System.Buffers;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Takes the verdicts of a source in any order and sorts them by item, judge, repeat and order.</summary>
/// <remarks>
/// How numbers are spelled is known only when the scale is; so a record holds the line of the verdict file, and a second one where the label is a number that
/// would be spelled otherwise.
/// </remarks>
internal sealed class VerdictSpool(RecordSort sort, PlaceRecord places, ImportTarget target) : IDisposable
{
    private readonly RecordWriter _key = new();
    private readonly RecordWriter _value = new();
    private readonly List<JudgeIdentity> _judges = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private VerdictLineWriter? _lines;

    /// <summary>The judges in the order in which they came.</summary>
    public IReadOnlyList<JudgeIdentity> Judges => _judges;

    /// <summary>The judges' labels.</summary>
    public LabelsSeen Labels { get; } = new();

    /// <summary>Takes a verdict.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="judgement">What it said.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="mentioned">Whether other rows of the item repeat it.</param>
    public void Add(JudgeIdentity judge, Judgement judgement, SourceLocation at, bool mentioned)
    {
        RecordedVerdict verdict = judgement.Verdict;
        if (!IsUsable(judge, judgement, at))
        {
            return;
        }

        int number = NumberOf(judge);
        string label = verdict.Label ?? "";
        string canonical = LabelText.Canonical(label);
        if (verdict.Label is not null)
        {
            Labels.Take(label, at);
        }

        _key.Clear().Key(judgement.Item).Byte(OrdinalKey.End).SortedNumber(number).SortedNumber(judgement.Repeat).Byte((byte)judgement.Order);
        _value.Clear().Byte(mentioned ? (byte)1 : (byte)0);
        places.Write(_value, at);
        _value.Text(label).Bytes(Line(judgement, verdict));
        _value.Bytes(canonical == label ? [] : Line(judgement, verdict with { Label = canonical }));
        sort.Add(_key.Written, _value.Written);
    }

    /// <summary>Goes through the verdicts in order.</summary>
    public RecordCursor Read() => sort.Read();

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines?.Dispose();
        sort.Dispose();
    }

    private bool IsUsable(JudgeIdentity judge, Judgement judgement, SourceLocation at)
    {
        string? problem = Texts.ProblemOfName(judge.Name) is { } ofJudge ? $"the judge's name {ofJudge}"
            : Texts.ProblemOfName(judgement.Item) is { } ofItem ? $"the item's id {ofItem}"
            : judgement.Repeat < 0 ? "the repeat is negative"
            : null;
        if (problem is not null)
        {
            target.Error("JE1611", at, problem, "it could not be told apart or written down again", "correct the value");
        }

        return problem is null;
    }

    private int NumberOf(JudgeIdentity judge)
    {
        if (!_numbers.TryGetValue(judge.Name, out int number))
        {
            _numbers.Add(judge.Name, number = _judges.Count);
            _judges.Add(judge);
        }

        return number;
    }

    private ReadOnlySpan<byte> Line(Judgement judgement, RecordedVerdict verdict)
    {
        _bytes.ResetWrittenCount();
        _lines ??= new VerdictLineWriter(_bytes);
        _lines.Judgement(judgement.Item, judgement.Repeat, judgement.Order, verdict);
        return _bytes.WrittenSpan;
    }
}
