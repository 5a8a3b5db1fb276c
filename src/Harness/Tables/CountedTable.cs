using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>
/// A table as a dataset whose items are its different rows of labels, each with how often it occurs; statistics depend on nothing else. Where the random baseline is
/// wanted, what it says of an item, which hangs on the item's id, is part of the row.
/// </summary>
internal sealed class CountedTable
{
    private const int Missing = -1;
    private const int Unread = -2;
    private const double Unit = 1.0 / (1UL << 53);

    private CountedTable(TableContent content, AnnotatedDataset dataset, ImmutableArray<VerdictSet> judges, int[] patternOfItem)
    {
        (Content, Dataset, Judges, PatternOfItem) = (content, dataset, judges, patternOfItem);
    }

    public TableContent Content { get; }

    public AnnotatedDataset Dataset { get; }

    public ImmutableArray<VerdictSet> Judges { get; }

    /// <summary>The dataset's item that stands for each item of the table.</summary>
    public int[] PatternOfItem { get; }

    /// <summary>Makes dataset and verdicts.</summary>
    /// <param name="content">The table.</param>
    /// <param name="reading">What its texts are read as.</param>
    /// <param name="request">What is asked of it.</param>
    /// <param name="options">The alignment's options.</param>
    public static CountedTable Create(TableContent content, LabelReading reading, CheckRequest request, AlignmentOptions options)
    {
        Labels labels = new(content, reading, request);
        ByteKeys patterns = new();
        int[] mapped = new int[content.Patterns.Count];
        List<int> pairs = [];
        for (int pattern = 0; pattern < mapped.Length; pattern++)
        {
            pairs.Clear();
            ReadOnlySpan<int> raw = content.PairsOf(pattern);
            for (int i = 0; i < raw.Length; i += 2)
            {
                int label = labels.Of(raw[i], raw[i + 1]);
                if (label != Missing)
                {
                    pairs.Add(raw[i]);
                    pairs.Add(label);
                }
            }

            mapped[pattern] = patterns.FindOrAdd(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(pairs)), out _);
        }

        int[] patternOfItem = new int[content.ItemCount];
        for (int item = 0; item < patternOfItem.Length; item++)
        {
            patternOfItem[item] = mapped[content.PatternOfItem[item]];
        }

        Rows rows = new(patterns, [.. Enumerable.Range(0, patterns.Count)], patternOfItem, default);
        AnnotatedDataset dataset = DatasetOf(rows, content, reading, request, labels);
        if (options.Baselines && CountedMarginal.Of(dataset, options with { Resamples = 0 }) is { IsEmpty: false } marginal)
        {
            rows = rows.Split(item => marginal.At((StableHash.Of(options.Seed, content.IdOf(item)) >> 11) * Unit));
            dataset = DatasetOf(rows, content, reading, request, labels);
        }

        return new CountedTable(content, dataset, [.. request.Columns.Judges.Select((judge, j) => VerdictsOf(rows, dataset, judge.Name, j, content, labels))], rows.OfItem);
    }

    private static AnnotatedDataset DatasetOf(Rows rows, TableContent content, LabelReading reading, CheckRequest request, Labels labels)
    {
        bool[] used = new bool[content.People.Count];
        List<Annotation> annotations = [];
        int[] offsets = new int[rows.Count + 1];
        int[] order = [.. Enumerable.Range(0, used.Length).OrderBy(p => content.People[p], StringComparer.Ordinal)];
        int[] rank = new int[used.Length];
        for (int r = 0; r < order.Length; r++)
        {
            rank[order[r]] = r;
        }

        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<int> pairs = rows.PairsOf(row);
            for (int i = 0; i < pairs.Length; i += 2)
            {
                if (pairs[i] >= 0)
                {
                    used[pairs[i]] = true;
                    Label label = labels.OnScale[pairs[i + 1]]!.Value;
                    annotations.Add(new Annotation(rank[pairs[i]], reading.Scale.IsNumeric ? -1 : reading.Scale.Labels.IndexOf(label.Text), label.Value));
                }
            }

            offsets[row + 1] = annotations.Count;
        }

        // People without a label are no annotators, so those behind them move up.
        int[] place = new int[used.Length];
        List<Annotator> annotators = [];
        foreach (int person in order)
        {
            place[rank[person]] = annotators.Count;
            if (used[person])
            {
                annotators.Add(new Annotator(content.People[person], ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)));
            }
        }

        Annotation[] sorted = [.. annotations.Select(a => a with { Annotator = place[a.Annotator] })];
        for (int row = 0; row < rows.Count; row++)
        {
            sorted.AsSpan(offsets[row], offsets[row + 1] - offsets[row]).Sort(static (a, b) => a.Annotator.CompareTo(b.Annotator));
        }

        return new AnnotatedDataset(
            new DatasetInfo { Name = ImportNames.OfFile(request.Path) }, reading.Shape, reading.Scale, Subjectivity.LatentPattern,
            [.. Enumerable.Range(0, rows.Count).Select(row => new JudgeItem { Id = IdOf(row) })], [.. annotators],
            new AnnotationTable(offsets, sorted, [], [], []), new DatasetIdentity(content.Hash, content.Hash, content.Hash), null, [])
        {
            Counts = new ItemCounts(rows.Counts(), rows.RandomLabels),
        };
    }

    private static VerdictSet VerdictsOf(Rows rows, AnnotatedDataset dataset, string name, int judge, TableContent content, Labels labels)
    {
        List<Judgement> judgements = [];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<int> pairs = rows.PairsOf(row);
            for (int i = 0; i < pairs.Length; i += 2)
            {
                if (pairs[i] < 0 && content.Slots[~pairs[i]] is var slot && slot.Judge == judge)
                {
                    judgements.Add(new Judgement(
                        dataset.Items[row].Id, slot.Repeat, slot.Swapped ? PresentationOrder.Swapped : PresentationOrder.Original, labels.VerdictOf(pairs[i + 1])));
                }
            }
        }

        return new VerdictSet(new JudgeIdentity { Name = name }, null, null, judgements);
    }

    private static string IdOf(int row) => row.ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>The labels of a table as numbers, and each as a verdict.</summary>
    private sealed class Labels
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<Label?> _onScale = [];
        private readonly List<RecordedVerdict> _verdicts = [];
        private readonly TableContent _content;
        private readonly bool _turns;
        private readonly LabelScale _scale;
        private readonly int[] _ofPeople;
        private readonly int[] _ofJudges;
        private readonly RecordedVerdict _unread = new() { Failure = new JudgeFailure(FailureKind.Unparsable, "no rule reads the cell") };

        public Labels(TableContent content, LabelReading reading, CheckRequest request)
        {
            (_content, _turns, _scale) = (content, request.Rules.SwappedNamesPlaces, reading.Scale);
            _ofPeople = [.. reading.OfPeople.Select(Number)];
            _ofJudges = [.. reading.OfJudges.Select(Number)];
        }

        public List<Label?> OnScale => _onScale;

        public int Of(int slot, int text) => slot >= 0 ? _ofPeople[text]
            : _turns && _content.Slots[~slot].Swapped && _ofJudges[text] >= 0 && _onScale[_ofJudges[text]] is { } label ? Number(_scale.Swap(label).Text)
            : _ofJudges[text];

        public RecordedVerdict VerdictOf(int label) => label == Unread ? _unread : _verdicts[label];

        private int Number(string? label)
        {
            if (label is null)
            {
                return Unread;
            }

            if (label.Length == 0)
            {
                return Missing;
            }

            if (!_numbers.TryGetValue(label, out int number))
            {
                number = _verdicts.Count;
                _numbers.Add(label, number);
                _verdicts.Add(new RecordedVerdict { Label = label });
                _onScale.Add(_scale.TryParse(label, out Label found) ? found : null);
            }

            return number;
        }
    }

    /// <summary>The different rows of labels: each a pattern, and what the random baseline says of it.</summary>
    private sealed class Rows(ByteKeys patterns, ImmutableArray<int> patternOfRow, int[] ofItem, ImmutableArray<Label?> randomLabels)
    {
        public int Count => patternOfRow.Length;

        public int[] OfItem => ofItem;

        public ImmutableArray<Label?> RandomLabels => randomLabels;

        public ReadOnlySpan<int> PairsOf(int row) => MemoryMarshal.Cast<byte, int>(patterns[patternOfRow[row]]);

        public ImmutableArray<int> Counts()
        {
            int[] counts = new int[Count];
            foreach (int row in ofItem)
            {
                counts[row]++;
            }

            return [.. counts];
        }

        /// <summary>Tells apart the items of a row of which the random baseline says different labels.</summary>
        public Rows Split(Func<int, Label> random)
        {
            Dictionary<(int, Label), int> known = [];
            List<int> parents = [];
            List<Label?> labels = [];
            int[] split = new int[ofItem.Length];
            for (int item = 0; item < split.Length; item++)
            {
                Label label = random(item);
                ref int row = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (ofItem[item], label), out bool exists);
                if (!exists)
                {
                    row = parents.Count;
                    parents.Add(patternOfRow[ofItem[item]]);
                    labels.Add(label);
                }

                split[item] = row;
            }

            return new Rows(patterns, [.. parents], split, [.. labels]);
        }
    }
}
