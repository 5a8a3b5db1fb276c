using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>
/// Collects what an export of an annotation tool holds, where one item may have been labelled on several questions: each question with
/// labels of people becomes a dataset of its own, since a dataset has one scale.
/// </summary>
internal sealed class LabelSheet
{
    private readonly Dictionary<string, ExportItem> _items = new(StringComparer.Ordinal);
    private readonly List<ExportItem> _order = [];
    private readonly SortedDictionary<string, SheetQuestion> _questions = new(StringComparer.Ordinal);
    private readonly List<(SourceLocation At, string Reason)> _skipped = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, int> _unnamed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _answers = new(StringComparer.Ordinal);

    // Times of a day alone, or of an unknown order of day and month, order nothing.
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>The questions that compare two responses.</summary>
    public PairControls Pairs { get; } = new();

    /// <summary>The questions that have a label of a person, sorted by name.</summary>
    public IEnumerable<string> Labelled => _questions.Where(q => q.Value.Labels.Count > 0).Select(q => q.Key);

    /// <summary>The labels of people on one question.</summary>
    /// <param name="question">The question's name.</param>
    public IEnumerable<string> LabelsOf(string question) =>
        _questions.TryGetValue(question, out SheetQuestion? known) ? known.Labels.Values.Select(l => l.Label) : [];

    /// <summary>Whether a label is by a person whom the export does not name.</summary>
    public bool HasUnnamedPeople => _questions.Values.Any(q => q.Labels.Keys.Any(k => ExportIds.IsUnnamed(k.Annotator)));

    /// <summary>The next person of an item whom the export does not name.</summary>
    /// <param name="item">The item's id.</param>
    public string NextUnnamed(string item) => ExportIds.Person(_unnamed[item] = _unnamed.GetValueOrDefault(item) + 1);

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="JudgeEvalException">Another item has its id.</exception>
    public void Add(ExportItem item)
    {
        if (!_items.TryAdd(item.Id, item))
        {
            throw ImportErrors.Fatal(
                "JE1653", item.At, $"the item '{item.Id}' stands twice", $"it stands at {_items[item.Id].At} before", "export it anew, or remove one of them");
        }

        _order.Add(item);
    }

    /// <summary>
    /// Adds an item of which several rows may tell, one for each annotation. What differs between them is no text of the item but what
    /// people answered to other questions: the texts of all items are without it.
    /// </summary>
    /// <param name="item">The item as the row tells it.</param>
    /// <param name="columns">The names that the user gives.</param>
    /// <exception cref="JudgeEvalException">Nothing is the same in both rows, or the response differs.</exception>
    public void Mention(ExportItem item, ImportColumns columns)
    {
        if (!_items.TryGetValue(item.Id, out ExportItem? known))
        {
            Add(item);
            return;
        }

        string[] differ = [.. known.Fields.Except(item.Fields).Concat(item.Fields.Except(known.Fields)).Select(f => f.Key)];
        string? text = known.ResponseName(columns) ?? item.ResponseName(columns);
        if (differ.Length > 0 && (differ.Contains(text, StringComparer.Ordinal) || !known.Fields.Any(f => !differ.Contains(f.Key, StringComparer.Ordinal))))
        {
            throw ImportErrors.Fatal(
                "JE1605", item.At, $"the item '{item.Id}' has other texts than before", $"{string.Join(", ", differ.Distinct(StringComparer.Ordinal).Select(d => $"'{d}'"))} differ from {known.At}",
                "give each task an id of its own, or export as JSON, which tells labels from texts");
        }

        _answers.UnionWith(differ);
    }

    /// <summary>Adds a person's label. Of two by one person on one item the later one counts: by its time, else by its place.</summary>
    /// <param name="question">The question.</param>
    /// <param name="label">The label.</param>
    public void Annotate(string question, SheetLabel label)
    {
        SheetQuestion sheet = Of(question);
        if (label.Label.Length == 0)
        {
            Skip(label.At, "the label is empty");
        }
        else if (!sheet.Labels.TryGetValue((label.Item, label.Annotator), out SheetLabel? other))
        {
            sheet.Labels.Add((label.Item, label.Annotator), label);
        }
        else
        {
            bool later = !IsLater(other.Time, label.Time);
            sheet.Labels[(label.Item, label.Annotator)] = later ? label : other;
            if (!label.Repeats)
            {
                Skip((later ? other : label).At, "the same annotator labels the item again later");
            }
        }
    }

    /// <summary>Adds a judge's verdict. A second one of a judge on an item is its next repeat.</summary>
    /// <param name="question">The question.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="item">The item's id.</param>
    /// <param name="verdict">What it said.</param>
    /// <param name="at">Where it stands.</param>
    public void Judge(string question, string judge, string item, RecordedVerdict verdict, SourceLocation at)
    {
        SheetQuestion sheet = Of(question);
        int repeat = sheet.Repeats.GetValueOrDefault((judge, item));
        sheet.Repeats[(judge, item)] = repeat + 1;
        sheet.Verdicts.Add((judge, new Judgement(item, repeat, PresentationOrder.Original, verdict), at));
    }

    /// <summary>What was left out, in words, for an export without a label of a person.</summary>
    public string Seen => _skipped.Count == 0 && _questions.Count == 0
        ? "nothing in it is a label"
        : string.Join(
            ", ",
            _skipped.GroupBy(s => s.Reason, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} x {g.Key}"))
                .Concat(_questions.Select(q => string.Create(CultureInfo.InvariantCulture, $"{q.Value.Verdicts.Count} verdicts of judges on '{q.Key}'"))));

    /// <summary>Spells every label of a question anew, if each of them has a spelling.</summary>
    /// <param name="question">The question.</param>
    /// <param name="spell">The new spelling, or <see langword="null"/> where a label has none.</param>
    /// <returns>Whether all had one; else nothing is changed.</returns>
    public bool TryRespell(string question, Func<string, string?> spell)
    {
        SheetQuestion sheet = _questions[question];
        if (sheet.Labels.Values.Any(l => spell(l.Label) is null))
        {
            return false;
        }

        foreach ((string Item, string Annotator) place in sheet.Labels.Keys)
        {
            sheet.Labels[place] = sheet.Labels[place] with { Label = spell(sheet.Labels[place].Label)! };
        }

        return true;
    }

    /// <summary>Drops a question that only repeats another one.</summary>
    /// <param name="question">The question.</param>
    public void Forget(string question) => _questions.Remove(question);

    /// <summary>Leaves the labels and verdicts of a question out.</summary>
    /// <param name="question">The question.</param>
    /// <param name="reason">Why.</param>
    public void SkipQuestion(string question, string reason)
    {
        SheetQuestion sheet = _questions[question];
        _skipped.AddRange(sheet.Labels.Values.Select(l => (l.At, reason)));
        _skipped.AddRange(sheet.Verdicts.Select(v => (v.At, reason)));
    }

    /// <summary>Leaves the verdicts on questions out that no person answered.</summary>
    /// <param name="labelled">The questions that people answered.</param>
    public void SkipVerdictsBeside(IReadOnlyCollection<string> labelled)
    {
        foreach (string question in _questions.Keys.Where(q => !labelled.Contains(q, StringComparer.Ordinal)))
        {
            SkipQuestion(question, $"nobody answered the question '{question}' that the judge answers");
        }
    }

    /// <summary>Counts something that is left out.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="reason">Why.</param>
    public void Skip(SourceLocation at, string reason) => _skipped.Add((at, reason));

    /// <summary>Tells what a person has to know.</summary>
    /// <param name="text">A sentence without a full stop.</param>
    public void Note(string text) => _notes.Add(text);

    /// <summary>Hands over each question that is wanted as a dataset.</summary>
    /// <param name="target">Takes them.</param>
    /// <param name="columns">The names that the user gives.</param>
    /// <param name="wanted">The questions, each with a label of a person.</param>
    /// <param name="head">The head of a question's dataset, whose name is the export's.</param>
    public void Write(ImportTarget target, ImportColumns columns, IReadOnlyList<string> wanted, Func<string, ImportHead> head)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            ImportHead named = head(wanted[i]);
            DatasetTarget dataset = target.Begin(
                wanted.Count == 1 ? named : named with { Info = named.Info with { Name = $"{named.Info.Name}-{wanted[i]}" } });
            WriteQuestion(dataset, _questions[wanted[i]], named.Shape == TaskShape.Preference, target, columns, Pairs.ShownBy(wanted[i]));
            if (i == 0)
            {
                _skipped.ForEach(s => dataset.Skip(s.At, s.Reason));
            }

            _notes.ForEach(dataset.Note);
        }
    }

    private void WriteQuestion(
        DatasetTarget dataset, SheetQuestion sheet, bool pair, ImportTarget target, ImportColumns columns, (string Left, string Right)? shown)
    {
        (string A, string B)? guessed = null;
        var used = new HashSet<string>(sheet.Labels.Keys.Select(k => k.Item).Concat(sheet.Verdicts.Select(v => v.Judgement.Item)), StringComparer.Ordinal);
        foreach (ExportItem item in _order)
        {
            if (!used.Contains(item.Id))
            {
                dataset.Skip(item.At, "the item has neither a label nor a verdict");
            }
            else if (target.Try(() => Texts(item).ToItem(pair, columns, shown)) is { } made)
            {
                guessed ??= pair && !item.TellsSides(columns, shown) ? Texts(item).Responses(columns, shown) : null;
                dataset.AddItem(made, item.At);
            }
        }

        if (guessed is var (a, b))
        {
            dataset.Note($"the export does not tell which response stood on the left: A, the left one, is taken to be the first of two names, such as '{a}' before '{b}'; --response-a and --response-b say it");
        }

        if (_answers.Count > 0)
        {
            dataset.Note($"no texts of the items, as they differ between annotations of one task: {string.Join(", ", _answers.Select(n => $"'{n}'"))}");
        }

        foreach (SheetLabel label in sheet.Labels.Values)
        {
            dataset.Annotate(label.Item, label.Annotator, label.Label, label.At, label.Explanation, label.Time);
        }

        foreach ((string judge, Judgement judgement, SourceLocation at) in sheet.Verdicts)
        {
            dataset.AddVerdict(new JudgeIdentity { Name = judge }, judgement, at);
        }
    }

    private SheetQuestion Of(string question)
    {
        if (!_questions.TryGetValue(question, out SheetQuestion? sheet))
        {
            _questions.Add(question, sheet = new SheetQuestion());
        }

        return sheet;
    }

    private ExportItem Texts(ExportItem item) =>
        _answers.Count == 0 ? item : item with { Fields = item.Fields.RemoveAll(f => _answers.Contains(f.Key)) };

    private static bool IsLater(string? time, string? than) =>
        DateTimeOffset.TryParseExact(time, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset one)
        && DateTimeOffset.TryParseExact(than, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset other)
        && one > other;

    private sealed class SheetQuestion
    {
        public Dictionary<(string Item, string Annotator), SheetLabel> Labels { get; } = [];

        public List<(string Judge, Judgement Judgement, SourceLocation At)> Verdicts { get; } = [];

        public Dictionary<(string Judge, string Item), int> Repeats { get; } = [];
    }
}

/// <summary>One person's label on one question.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Annotator">The person.</param>
/// <param name="Label">The label.</param>
/// <param name="At">Where it stands.</param>
internal sealed record SheetLabel(string Item, string Annotator, string Label, SourceLocation At)
{
    /// <summary>The reason the person gave.</summary>
    public string? Explanation { get; init; }

    /// <summary>When it was, as the export states it.</summary>
    public string? Time { get; init; }

    /// <summary>Whether it says what another label of the export says already, so that it is not counted when it is left out.</summary>
    public bool Repeats { get; init; }
}
