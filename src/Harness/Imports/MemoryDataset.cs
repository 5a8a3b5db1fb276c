using System.Collections.Immutable;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>One dataset of a <see cref="MemoryImport"/>.</summary>
internal sealed class MemoryDataset(ImportHead head, ScaleRequest request, ImportTarget target) : DatasetTarget
{
    private readonly DatasetDraft _draft = new();
    private readonly Dictionary<string, (JudgeItem Item, SourceLocation At)> _mentioned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceLocation> _named = new(StringComparer.Ordinal);
    private readonly List<JudgeVerdicts> _judges = [];
    private readonly Dictionary<string, JudgeVerdicts> _judgeOf = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly SkippedCounter _skipped = new();

    /// <inheritdoc/>
    public override void AddItem(JudgeItem item, SourceLocation location) => _draft.AddItem(item, location);

    /// <inheritdoc/>
    public override void MentionItem(JudgeItem item, SourceLocation location)
    {
        if (ItemName.IsAllOf(item))
        {
            _named.TryAdd(item.Id, location);
            return;
        }

        if (_mentioned.TryAdd(item.Id, (item, location)))
        {
            _draft.AddItem(item, location);
            return;
        }

        (JudgeItem first, SourceLocation at) = _mentioned[item.Id];
        if (ItemDifference.Between(first, item) is { } field)
        {
            ItemDifference.Report(target, item.Id, field, location, at);
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
            VerdictErrors.Twice(target, judge.Name, judgement.Item, location);
        }
    }

    /// <inheritdoc/>
    public override void MentionVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location)
    {
        if (!Of(judge).TryAdd(judgement, location, out Judgement first) && first.Verdict.Label != judgement.Verdict.Label)
        {
            VerdictErrors.Contradiction(target, judge.Name, judgement.Item, first.Verdict.Label, judgement.Verdict.Label, location);
        }
    }

    /// <inheritdoc/>
    public override void Skip(SourceLocation location, string reason) => _skipped.Add(location, reason);

    /// <inheritdoc/>
    public override void Note(string text) => _notes.Add(text);

    /// <summary>Adds the items that were named and whose texts did not come.</summary>
    public void AddNamed()
    {
        foreach ((string id, SourceLocation location) in _named.Where(n => !_draft.Has(n.Key)))
        {
            _draft.AddItem(ItemName.WithoutTexts(id, head.Shape), location);
        }
    }

    /// <summary>Tells the target of verdicts on items that did not come.</summary>
    public void CheckVerdicts()
    {
        foreach (JudgeVerdicts judge in _judges)
        {
            foreach ((Judgement judgement, SourceLocation at) in judge.All.Where(v => !_draft.Has(v.Judgement.Item)))
            {
                VerdictErrors.UnknownItem(target, judge.Judge.Name, judgement.Item, at);
            }
        }
    }

    /// <summary>Ends the dataset.</summary>
    /// <exception cref="JudgeEvalException">The labels do not fit the scale, an item stands twice, and the like; all errors at once.</exception>
    public ImportedDataset ToDataset()
    {
        try
        {
            return Build();
        }
        catch (JudgeEvalException exception)
        {
            throw new JudgeEvalException(ImportPlaces.In(exception.Diagnostics, head.Path));
        }
    }

    private ImportedDataset Build()
    {
        InferredScale scale = head.Scale is { } stated
            ? new InferredScale(stated, null, NumbersAreCanonical: false)
            : ImportedScale.Of(_draft.Labels, head.Shape == TaskShape.Preference, request, _judges.SelectMany(j => j.Labels), head.Path);
        Datasets.AnnotatedDataset dataset = _draft.Build(head.Info, head.Shape, scale.Scale, head.Subjectivity, scale.Canonical);
        return new ImportedDataset(
            dataset,
            [.. _judges.Select(j => j.ToSet(scale, dataset))],
            [.. scale.Assumption is { } assumption ? [assumption] : ImmutableArray<string>.Empty, .. request.NotHeeded(head.Scale), .. _notes, .. _draft.Empty.Notes])
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

        public VerdictSet ToSet(InferredScale scale, Datasets.AnnotatedDataset dataset) =>
            new(judge, dataset.Info.Name, dataset.Identity.Hash, All.Select(v => v.Judgement with { Verdict = Spelled(v.Judgement.Verdict, scale) }));

        private static RecordedVerdict Spelled(RecordedVerdict verdict, InferredScale scale) =>
            verdict.Label is { } label ? verdict with { Label = scale.Canonical(label) } : verdict;
    }
}
