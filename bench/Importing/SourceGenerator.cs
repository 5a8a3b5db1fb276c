using System.Globalization;
using System.Text;

namespace JudgeEval.Bench.Importing;

/// <summary>Writes sources of a given size: 5 of 50 people label each item 1 to 5. The same seed gives the same bytes.</summary>
internal static class SourceGenerator
{
    private const int LabelsPerItem = 5;
    private const int People = 50;

    public static void Generate(string form, string file, int annotations, int seed, bool shuffled)
    {
        Random random = new(seed);
        int items = annotations / LabelsPerItem;
        int[] labels = [.. Enumerable.Range(0, items * LabelsPerItem).Select(_ => random.Next(1, 6))];
        int[] order = [.. Enumerable.Range(0, items * LabelsPerItem)];
        if (shuffled)
        {
            random.Shuffle(order);
        }

        using StreamWriter writer = new(file, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        switch (form)
        {
            case "wide":
                Wide(writer, items, labels);
                return;
            case "judgements":
                Judgements(writer, labels, order);
                return;
            default:
                Long(writer, labels, order);
                return;
        }
    }

    private static void Long(StreamWriter writer, int[] labels, int[] order)
    {
        writer.Write("item,annotator,label\n");
        foreach (int row in order)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"item-{row / LabelsPerItem:D7},person-{Person(row):D2},{labels[row]}\n"));
        }
    }

    private static void Judgements(StreamWriter writer, int[] labels, int[] order)
    {
        foreach (int row in order)
        {
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"{{\"item\":\"item-{row / LabelsPerItem:D7}\",\"annotator\":\"person-{Person(row):D2}\",\"label\":{labels[row]}}}\n"));
        }
    }

    private static void Wide(StreamWriter writer, int items, int[] labels)
    {
        writer.Write($"item,{string.Join(',', Enumerable.Range(0, People).Select(p => $"person-{p:D2}"))}\n");
        string[] cells = new string[People];
        for (int item = 0; item < items; item++)
        {
            Array.Fill(cells, "");
            for (int label = 0; label < LabelsPerItem; label++)
            {
                int row = (item * LabelsPerItem) + label;
                cells[Person(row)] = labels[row].ToString(CultureInfo.InvariantCulture);
            }

            writer.Write(string.Create(CultureInfo.InvariantCulture, $"item-{item:D7},{string.Join(',', cells)}\n"));
        }
    }

    private static int Person(int row) => ((row / LabelsPerItem * 7) + (row % LabelsPerItem)) % People;
}
