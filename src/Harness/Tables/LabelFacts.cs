using System.Runtime.InteropServices;
using System.Text;

namespace JudgeEval.Harness.Tables;

/// <summary>One label of a long table.</summary>
/// <param name="Item">The item.</param>
/// <param name="Slot">The person; or the complement of twice the judge's column, one more where the pair was swapped.</param>
/// <param name="Run">The text that tells repeats apart, -1 for none; always -1 of a person.</param>
/// <param name="Text">The label's text.</param>
/// <param name="Line">The line of the row.</param>
internal readonly record struct LabelFact(int Item, int Slot, int Run, int Text, int Line);

/// <summary>The labels of a table in which an item stands in several rows, brought together by item at the end.</summary>
internal sealed class LabelFacts
{
    private const int FewRows = 16;

    private readonly List<LabelFact> _facts = [];
    private readonly ByteKeys _people = new();

    public int PersonOf(ReadOnlySpan<byte> name) => _people.FindOrAdd(name, out _);

    public IEnumerable<string> Annotators() => Enumerable.Range(0, _people.Count).Select(p => Encoding.UTF8.GetString(_people[p]));

    public void Add(LabelFact fact) => _facts.Add(fact);

    /// <summary>Makes one pattern of each item's rows: repeats of a judge are numbered in the order of the rows.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="patterns">Takes the patterns.</param>
    /// <param name="conflicts">Takes labels that contradict each other.</param>
    /// <returns>The judgements' slots.</returns>
    public IReadOnlyList<JudgeSlot> Settle(int items, TableLayout layout, PatternList patterns, TableReader.Conflicts conflicts)
    {
        LabelFact[] sorted = SortByItem(items, out int[] starts);
        Dictionary<JudgeSlot, int> slots = [];
        List<int> pairs = [];
        for (int item = 0; item < items; item++)
        {
            Span<LabelFact> own = sorted.AsSpan(starts[item], starts[item + 1] - starts[item]);

            // Rows keep their order within a slot: a stable order without allocation, as the lines rise.
            own.Sort(static (a, b) => a.Slot != b.Slot ? b.Slot.CompareTo(a.Slot) : a.Line.CompareTo(b.Line));
            pairs.Clear();
            for (int start = 0; start < own.Length;)
            {
                int end = start + 1;
                while (end < own.Length && own[end].Slot == own[start].Slot)
                {
                    end++;
                }

                Take(own[start..end], layout, slots, pairs, conflicts);
                start = end;
            }

            patterns.Add(CollectionsMarshal.AsSpan(pairs));
        }

        return [.. slots.OrderBy(s => s.Value).Select(s => s.Key)];
    }

    private static void Take(ReadOnlySpan<LabelFact> same, TableLayout layout, Dictionary<JudgeSlot, int> slots, List<int> pairs, TableReader.Conflicts conflicts)
    {
        bool person = same[0].Slot >= 0;
        int repeats = 0;
        Dictionary<int, int>? firsts = same.Length > FewRows ? [] : null;
        for (int f = 0; f < same.Length; f++)
        {
            int first = FirstOf(same, f, firsts);
            if (first < f)
            {
                bool rowsRepeat = person ? layout.Annotator is null || layout.Run is not null : layout.Annotator is not null;
                if (!rowsRepeat)
                {
                    conflicts.Twice(same[first], same[f]);
                }
                else if (same[first].Text != same[f].Text)
                {
                    conflicts.Differ(same[first], same[f], conflicts.NameOf(same[f].Slot));
                }

                continue;
            }

            if (person)
            {
                pairs.Add(same[f].Slot);
            }
            else
            {
                (int column, bool swapped) = (~same[f].Slot / 2, ~same[f].Slot % 2 == 1);
                (_, int judge, int repeat, _) = layout.Judges[column];
                JudgeSlot slot = new(judge, repeat + (layout.ColumnsLike[column] * repeats++), swapped);
                if (!slots.TryGetValue(slot, out int number))
                {
                    number = slots.Count;
                    slots.Add(slot, number);
                }

                pairs.Add(~number);
            }

            pairs.Add(same[f].Text);
        }
    }

    // Few rows of an item are looked through; many would take the square of their number.
    private static int FirstOf(ReadOnlySpan<LabelFact> same, int fact, Dictionary<int, int>? firsts)
    {
        if (firsts is not null)
        {
            return firsts.TryAdd(same[fact].Run, fact) ? fact : firsts[same[fact].Run];
        }

        int first = 0;
        while (same[first].Run != same[fact].Run)
        {
            first++;
        }

        return first;
    }

    private LabelFact[] SortByItem(int items, out int[] starts)
    {
        starts = new int[items + 1];
        Span<LabelFact> facts = CollectionsMarshal.AsSpan(_facts);
        foreach (ref readonly LabelFact fact in facts)
        {
            starts[fact.Item + 1]++;
        }

        for (int item = 0; item < items; item++)
        {
            starts[item + 1] += starts[item];
        }

        int[] next = starts[..^1];
        var sorted = new LabelFact[facts.Length];
        foreach (ref readonly LabelFact fact in facts)
        {
            sorted[next[fact.Item]++] = fact;
        }

        return sorted;
    }
}
