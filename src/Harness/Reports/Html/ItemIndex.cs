using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>
/// Everything about all items but their texts, in columns of small numbers: labels, people and sets of tags stand once, in tables. A number 0 in
/// <see cref="Judge"/>, <see cref="Failure"/> and <see cref="Was"/> is none, so that what is there counts from 1.
/// </summary>
internal sealed record ItemIndex
{
    private const int MostGroups = 500;

    public required bool Compared { get; init; }

    /// <summary>Whether labels are numbers without names.</summary>
    public required bool Numeric { get; init; }

    public required int Chunk { get; init; }

    /// <summary>Every label that occurs, from low to high; off the scale last.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public required IEnumerable<IndexPerson> People { get; init; }

    public required IReadOnlyList<string> Failures { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, string>> TagSets { get; init; }

    /// <summary>Splits and clusters, where they are few enough to choose from.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    public required IEnumerable<string> Ids { get; init; }

    /// <summary>How many people labelled each item.</summary>
    public required IEnumerable<int> Counts { get; init; }

    /// <summary>Who, item after item.</summary>
    public required IEnumerable<int> Who { get; init; }

    /// <summary>With which label, beside <see cref="Who"/>.</summary>
    public required IEnumerable<int> Said { get; init; }

    public required IEnumerable<int> Judge { get; init; }

    public required IEnumerable<int> Failure { get; init; }

    public required IEnumerable<double?>? Deltas { get; init; }

    /// <summary>1 disagrees, 2 unanimous people, 4 unstable, 8 newly disagrees, 16 no longer disagrees.</summary>
    public required IEnumerable<int> Flags { get; init; }

    public required IEnumerable<int> TagSet { get; init; }

    public required IEnumerable<int> Split { get; init; }

    public required IEnumerable<int> Cluster { get; init; }

    /// <summary>What the judge said before, or, negative, how it failed; <see langword="null"/> where nothing is compared.</summary>
    public required IEnumerable<int>? Was { get; init; }

    public static ItemIndex Of(CaseItems items)
    {
        AlignmentRecord record = items.Record;
        (RecordedItem Item, ItemAlignment? Now, ItemAlignment? Was)[] rows = [.. record.Items.Select(i => (i, items.Now(i), items.Was(i)))];
        bool numeric = record.Card?.Scale.Labels.IsEmpty ?? false;
        IReadOnlyList<string> labels = LabelsOf(record, rows.SelectMany(r => r.Item.Labels.Values.Concat(new[] { r.Now?.Judge, r.Was?.Judge }.OfType<string>())), numeric);
        CodeTable label = new(labels), tags = new([]), groups = new([]), failures = new(Enum.GetNames<FailureKind>());
        List<IReadOnlyDictionary<string, string>> sets = [];
        bool clusters = record.Items.Select(i => i.Item.Cluster).Distinct(StringComparer.Ordinal).Take(MostGroups + 1).Count() <= MostGroups;
        ILookup<string, Annotator> annotators = (record.Card?.Annotators ?? []).ToLookup(a => a.Id, StringComparer.Ordinal);
        int[] tagSet = [.. rows.Select(r => TagSetOf(r.Item.Item))];
        int[] split = [.. rows.Select(r => groups.Add(r.Item.Item.Split is { } s ? $"split {s}" : null))], cluster = [.. rows.Select(r => clusters ? groups.Add(r.Item.Item.Cluster is { } c ? $"cluster {c}" : null) : 0)];
        return new ItemIndex
        {
            Compared = items.IsCompared,
            Numeric = numeric,
            Chunk = ItemData.ChunkSize,
            Labels = labels,
            People = items.People.Select(p => new IndexPerson(p, annotators[p].FirstOrDefault()?.Attributes is { IsEmpty: false } given ? given : null)),
            Failures = failures.Texts,
            TagSets = sets,
            Groups = groups.Texts,
            Ids = rows.Select(r => r.Item.Item.Id),
            Counts = rows.Select(r => r.Item.Labels.Count),
            Who = rows.SelectMany(r => r.Item.Labels.Keys.Select(p => items.PersonOf[p])),
            Said = rows.SelectMany(r => r.Item.Labels.Values.Select(l => label.Find(l) - 1)),
            Judge = rows.Select(r => label.Find(r.Now?.Judge)),
            Failure = rows.Select(r => failures.Find(r.Now?.Failure?.Kind.ToString())),
            Deltas = rows.Any(r => r.Now?.Delta is not null) ? rows.Select(r => r.Now?.Delta is { } d && double.IsFinite(d) ? Math.Round(d, 6) : (double?)null) : null,
            Flags = rows.Select(r => FlagsOf(r.Now) + (items.NewlyDisagreeing.Contains(r.Item.Item.Id) ? 8 : 0) + (items.Resolved.Contains(r.Item.Item.Id) ? 16 : 0)),
            TagSet = tagSet,
            Split = split,
            Cluster = cluster,
            Was = items.IsCompared ? rows.Select(r => r.Was?.Judge is { } judge ? label.Find(judge) : -failures.Find(r.Was?.Failure?.Kind.ToString())) : null,
        };

        int TagSetOf(JudgeItem item)
        {
            int before = tags.Texts.Count, code = tags.Add(item.Tags.IsEmpty ? null : string.Join('\u0001', item.Tags.Select(t => $"{t.Key}\u0002{t.Value}")));
            if (tags.Texts.Count > before)
            {
                sets.Add(item.Tags);
            }

            return code;
        }
    }

    private static int FlagsOf(ItemAlignment? now) => now is null ? 0
        : (now.Disagrees ? 1 : 0) + (now.Unanimous ? 2 : 0) + (now.Judge is not null && now.StableRepeats < now.Repeats ? 4 : 0);

    private static string[] LabelsOf(AlignmentRecord record, IEnumerable<string> occurring, bool numeric)
    {
        IReadOnlyList<string> scale = record.Card?.Scale.Labels ?? record.Alignment.Confusion.Labels;
        IEnumerable<string> others = occurring.Distinct(StringComparer.Ordinal).Except(scale, StringComparer.Ordinal);
        return [.. scale, .. numeric ? others.OrderBy(Number).ThenBy(l => l, StringComparer.Ordinal) : others.Order(StringComparer.Ordinal)];
    }

    private static double Number(string label) => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity;
}

/// <summary>One person in the index.</summary>
/// <param name="Id">The id.</param>
/// <param name="Of">The groups it belongs to: attribute and value.</param>
internal sealed record IndexPerson(string Id, IReadOnlyDictionary<string, string>? Of);
