using System.Globalization;
using System.Text;

namespace JudgeEval.Bench.DatasetReading;

/// <summary>Writes a synthetic dataset of a given size; the same seed gives the same bytes.</summary>
internal static class DatasetGenerator
{
    private static readonly string[] Words =
        ["refund", "parcel", "order", "late", "thanks", "please", "account", "password", "invoice", "tomorrow", "shipping", "policy", "café", "naïve"];

    public static void Generate(string folder, int items, int labelsPerItem, int seed, bool shuffled)
    {
        Directory.CreateDirectory(folder);
        Random random = new(seed);
        File.WriteAllText(
            Path.Combine(folder, "dataset.yaml"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"name: generated\nversion: {seed}\ndescription: synthetic, made by the benchmark\ntask: single\nscale: {{level: ordinal, min: 1, max: 5}}\n"));
        using (StreamWriter writer = Open(folder, "items.jsonl"))
        {
            for (int item = 0; item < items; item++)
            {
                writer.Write($"{{\"id\":\"item-{item:D6}\",\"context\":\"{Text(random, 8)}\",\"response\":\"{Text(random, 12)}\"}}\n");
            }
        }

        int[] labels = [.. Enumerable.Range(0, items * labelsPerItem).Select(_ => random.Next(1, 6))];
        int[] order = [.. Enumerable.Range(0, items * labelsPerItem)];
        if (shuffled)
        {
            random.Shuffle(order);
        }

        using StreamWriter annotations = Open(folder, "annotations.csv");
        annotations.Write("item,annotator,label\n");
        foreach (int row in order)
        {
            int item = row / labelsPerItem;
            int annotator = ((item * 7) + (row % labelsPerItem)) % 50;
            annotations.Write($"item-{item:D6},person-{annotator:D2},{labels[row]}\n");
        }
    }

    private static StreamWriter Open(string folder, string file) => new(Path.Combine(folder, file), append: false, new UTF8Encoding(false));

    private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
