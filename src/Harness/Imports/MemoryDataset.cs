using System.Collections.Immutable;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>One dataset of a <see cref="MemoryImport"/>.</summary>
internal sealed class MemoryDataset(ImportHead head, ScaleRequest request, ImportTarget target) : DatasetTarget
{
    private readonly DatasetDraft _draft = new();
    private readonly Dictionary<string, (JudgeItem Item, SourceLocation At)> _mentioned = new(StringComparer.Ordinal);
    private readonly List<JudgeVerdicts> _judges = [];
    private readonly Dictionary<string, JudgeVerdicts> _judgeOf = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly SkippedCounter _skipped = new();

    /// <inheritdoc/>
    public override void AddItem(JudgeItem item, SourceLocation location) => _draft.AddItem(item, location);

    /// <inheritdoc/>
    public override void MentionItem(JudgeItem item, SourceLocation location)
    {
        if (_mentioned.TryAdd(item.Id, (item, location)))
        {
            _draft.AddItem(item, location);
            return;
        }

        (JudgeItem first, SourceLocation at) = _mentioned[item.Id];
        if (ItemDifference.Between(first, item) is { } field)
        {
            target.Error("JE1605", location, $"the item '{item.Id}' has another {field} than at {at}", "the rows of an item repeat its texts", "write the same texts in every row of the item, or give the items different ids");
        }
    }

    /// <inheritdoc/>
    public override void Annotate(string item, string annotator, string label, SourceLocation location, string? explanation = null, string? time = null) =>
        _draft.Annotate(item, annotator, label, location, explanation, time);

    /// <inheritdoc/>
    public override void AddAnnotator(string id, IReadOnlyDictionary<string, string> attributes, SourceLocation location) =>
        _draft.AddAnnotator(id, attributes, location);

    /// <inheritdoc/>
    public override void AddVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location)
    {
        if (!Of(judge).TryAdd(judgement, location, out _))
        {
            target.Error("JE1606", location, $"'{judgement.Item}' stands twice", $"{judge.Name} judges it more than once", "remove one of them");
        }
    }

    /// <inheritdoc/>
    public override void MentionVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location)
    {
        if (!Of(judge).TryAdd(judgement, location, out Judgement first) && first.Verdict.Label != judgement.Verdict.Label)
        {
            target.Error(
                "JE1606", location, $"the judge '{judge.Name}' labels the item '{judgement.Item}' once '{first.Verdict.Label}' and once '{judgement.Verdict.Label}'",
                "the rows of an item repeat its verdict", "write the same verdict in every row of the item");
        }
    }

    /// <inheritdoc/>
    public override void Skip(SourceLocation location, string reason) => _skipped.Add(location, reason);

    /// <inheritdoc/>
    public override void Note(string text) => _notes.Add(text);

    /// <summary>Tells the target of verdicts on items that did not come.</summary>
    public void CheckVerdicts()
    {
        foreach (JudgeVerdicts judge in _judges)
        {
            foreach ((Judgement judgement, SourceLocation at) in judge.All.Where(v => !_draft.Has(v.Judgement.Item)))
            {
                target.Error(
                    "JE1609", at, $"people did not judge '{judgement.Item}'", $"the verdicts of {judge.Judge.Name} are of other items", "remove the verdict or add the item");
            }
        }
    }

    /// <summary>Ends the dataset.</summary>
    /// <exception cref="JudgeEvalException">The labels do not fit the scale, an item stands twice, and the like; all errors at once.</exception>
    public ImportedDataset ToDataset()
    {
        InferredScale scale = head.Scale is { } stated
            ? new InferredScale(stated, null, NumbersAreCanonical: false)
            : ImportedScale.Of(_draft, head.Shape == TaskShape.Preference, request, _judges.SelectMany(j => j.Labels), head.Path);
        return new ImportedDataset(
            _draft.Build(head.Info, head.Shape, scale.Scale, head.Subjectivity, scale.Canonical),
            [.. _judges.Select(j => j.ToSet(scale))],
            [.. scale.Assumption is { } assumption ? [assumption] : ImmutableArray<string>.Empty, .. _notes])
        {
            Skipped = _skipped.ToRows(),
        };
    }

    private JudgeVerdicts Of(JudgeIdentity judge)
    {
        if (!_judgeOf.TryGetValue(judge.Name, out JudgeVerdicts? verdicts))
        {
            _judgeOf.Add(judge.Name, verdicts = new JudgeVerdicts(judge));
            _judges.Add(verdicts);
        }

        return verdicts;
    }

    private sealed class JudgeVerdicts(JudgeIdentity judge)
    {
        private readonly Dictionary<(string Item, int Repeat, PresentationOrder Order), int> _positions = [];

        public JudgeIdentity Judge => judge;

        public List<(Judgement Judgement, SourceLocation At)> All { get; } = [];

        public IEnumerable<string> Labels => All.Select(v => v.Judgement.Verdict.Label).OfType<string>();

        public bool TryAdd(Judgement judgement, SourceLocation location, out Judgement first)
        {
            bool added = _positions.TryAdd((judgement.Item, judgement.Repeat, judgement.Order), All.Count);
            first = added ? judgement : All[_positions[(judgement.Item, judgement.Repeat, judgement.Order)]].Judgement;
            if (added)
            {
                All.Add((judgement, location));
            }

            return added;
        }

        public VerdictSet ToSet(InferredScale scale) => new(judge, null, null, All.Select(v => v.Judgement with { Verdict = Spelled(v.Judgement.Verdict, scale) }));

        private static RecordedVerdict Spelled(RecordedVerdict verdict, InferredScale scale) =>
            verdict.Label is { } label ? verdict with { Label = scale.Canonical(label) } : verdict;
    }
}
