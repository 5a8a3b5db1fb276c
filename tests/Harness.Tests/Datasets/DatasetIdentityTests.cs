using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Datasets;

public sealed class DatasetIdentityTests
{
    private static readonly Config Reproducible = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20250715, 20250717);

    private static readonly string[] Labels = ["Terrible", "Poor", "Average", "Good", "Excellent"];

    private static Gen<string> Text => Gen.Elements("plain", "a,b", "say \"hi\"", "two\nlines", "ünï 😀", "", " spaced ", "null", "ab", "{x}");

    [Fact]
    public void Identity_FilesSpeltDifferently_IsTheSame() =>
        Prop.ForAll(Sketches().ToArbitrary(), Spellings().ToArbitrary(), (sketch, spelling) =>
        {
            DatasetIdentity plain = IdentityOf(sketch, new Spelling(Seed: 0, Crlf: false, QuoteAll: false, ReverseKeys: false, Bom: false));
            return plain == IdentityOf(sketch, spelling);
        }).Check(Reproducible);

    [Fact]
    public void Identity_OneLabelChanged_IsAnother() =>
        Prop.ForAll(Sketches().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (sketch, pick) =>
        {
            Row[] rows = [.. sketch.Rows];
            int row = pick % rows.Length;
            rows[row] = rows[row] with { Label = (rows[row].Label + 1) % Labels.Length };
            DatasetIdentity before = IdentityOf(sketch, default);
            DatasetIdentity after = IdentityOf(sketch with { Rows = rows }, default);
            return before.Hash != after.Hash && before.LabelsHash != after.LabelsHash && before.ItemsHash == after.ItemsHash;
        }).Check(Reproducible);

    [Fact]
    public void Identity_OneItemTextChanged_IsAnother() =>
        Prop.ForAll(Sketches().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (sketch, pick) =>
        {
            Item[] items = [.. sketch.Items];
            int item = pick % items.Length;
            items[item] = items[item] with { Response = items[item].Response + "x" };
            DatasetIdentity before = IdentityOf(sketch, default);
            DatasetIdentity after = IdentityOf(sketch with { Items = items }, default);
            return before.Hash != after.Hash && before.ItemsHash != after.ItemsHash && before.LabelsHash == after.LabelsHash;
        }).Check(Reproducible);

    [Fact]
    public void Identity_AnyContentChanged_IsAnother()
    {
        Func<Content, Content>[] changes =
        [
            c => c,
            c => c with { ItemId = "q2" },
            c => c with { Context = "d" },
            c => c with { Context = "cr", Response = "" },
            c => c with { Cluster = "q1" },
            c => c with { Split = "q1" },
            c => c with { Tag = "u" },
            c => c with { Annotator = "bob" },
            c => c with { Label = "Poor" },
            c => c with { Explanation = null },
            c => c with { Explanation = "because " },
            c => c with { Attribute = "east" },
            c => c with { MissingFrom = "zed" },
            c => c with { Scale = LabelScale.Ordinal(["Poor", "Good"]) },
            c => c with { Scale = LabelScale.Nominal(["Good", "Poor"]) },
            c => c with { Scale = LabelScale.Nominal(["Poor", "Good"], positive: "Good") },
        ];

        Assert.Distinct(changes.Select(change => change(new Content()).Build().Identity.Hash));
    }

    [Fact]
    public void Identity_NameVersionOrDescriptionChanged_IsTheSame()
    {
        using DatasetFolder folder = new();
        DatasetIdentity before = folder.Read().Identity;
        folder.Write("dataset.yaml", DatasetFolder.Head.Replace("answers", "renamed", StringComparison.Ordinal) + "version: 2\ndescription: d\nsubjectivity: manifest\n");

        Assert.Equal(before, folder.Read().Identity);
    }

    private static Gen<Sketch> Sketches() =>
        from count in Gen.Choose(1, 5)
        from texts in Text.ArrayOf(count * 3)
        from people in Gen.Choose(1, 4)
        from labels in Gen.Choose(0, Labels.Length - 1).ArrayOf(count * people)
        from explanations in Text.ArrayOf(count * people)
        from attributes in Text.ArrayOf(people)
        select new Sketch(
            [.. Enumerable.Range(0, count).Select(i => new Item($"q{i}", texts[i * 3], texts[(i * 3) + 1], texts[(i * 3) + 2]))],
            [.. Enumerable.Range(0, count * people).Select(r => new Row($"q{r / people}", $"p,{r % people}", labels[r], explanations[r]))],
            attributes);

    private static Gen<Spelling> Spellings() =>
        from seed in Gen.Choose(0, 100_000)
        from flags in Gen.Choose(0, 15)
        select new Spelling(seed, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0);

    private static DatasetIdentity IdentityOf(Sketch sketch, Spelling spelling)
    {
        using DatasetFolder folder = new();
        folder.Write("items.jsonl", spelling.Lines("", sketch.Items.Select(i => spelling.Json(i))));
        folder.Write("annotations.csv", spelling.Lines(
            "item,annotator,label,explanation", sketch.Rows.Select(r => spelling.Csv(r.Item, r.Annotator, Labels[r.Label], r.Explanation))));
        folder.Write("annotators.csv", spelling.Lines("annotator,group", sketch.Attributes.Select((a, i) => spelling.Csv($"p,{i}", a))));
        return folder.Read().Identity;
    }

    private sealed record Item(string Id, string Context, string Response, string Tag);

    private sealed record Row(string Item, string Annotator, int Label, string Explanation);

    private sealed record Sketch(Item[] Items, Row[] Rows, string[] Attributes);

    private readonly record struct Spelling(int Seed, bool Crlf, bool QuoteAll, bool ReverseKeys, bool Bom)
    {
        public string Lines(string header, IEnumerable<string> lines)
        {
            string[] shuffled = [.. lines];
            new Random(Seed).Shuffle(shuffled);
            string text = string.Concat(shuffled.Prepend(header).Where(l => l.Length > 0).Select(l => l + "\n"));
            return (Bom ? "\uFEFF" : "") + (Crlf ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text);
        }

        public string Json(Item item)
        {
            KeyValuePair<string, JsonNode?>[] tags = [KeyValuePair.Create<string, JsonNode?>("t", item.Tag), KeyValuePair.Create<string, JsonNode?>("s", "x")];
            KeyValuePair<string, JsonNode?>[] fields =
            [
                KeyValuePair.Create<string, JsonNode?>("id", item.Id),
                KeyValuePair.Create<string, JsonNode?>("context", item.Context),
                KeyValuePair.Create<string, JsonNode?>("response", item.Response),
                KeyValuePair.Create<string, JsonNode?>("tags", new JsonObject(ReverseKeys ? tags.Reverse() : tags)),
            ];
            return new JsonObject(ReverseKeys ? fields.Reverse() : fields).ToJsonString();
        }

        public string Csv(params string[] fields)
        {
            bool all = QuoteAll;
            return string.Join(',', fields.Select(f =>
                all || f.AsSpan().ContainsAny(",\"\n") ? $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : f));
        }
    }

    private sealed record Content
    {
        public string ItemId { get; init; } = "q1";

        public string Context { get; init; } = "c";

        public string Response { get; init; } = "r";

        public string? Cluster { get; init; }

        public string? Split { get; init; }

        public string Tag { get; init; } = "t";

        public string Annotator { get; init; } = "ann";

        public string Label { get; init; } = "Good";

        public string? Explanation { get; init; } = "because";

        public string Attribute { get; init; } = "north";

        public string? MissingFrom { get; init; }

        public LabelScale Scale { get; init; } = LabelScale.Nominal(["Poor", "Good"]);

        public AnnotatedDataset Build()
        {
            JudgeItem item = new() { Id = ItemId, Context = Context, Response = Response, Cluster = Cluster, Split = Split };
            DatasetBuilder builder = new DatasetBuilder(new DatasetInfo { Name = "n" }, TaskShape.Single, Scale)
                .AddItem(item with { Tags = item.Tags.Add("k", Tag) })
                .AddAnnotation(ItemId, Annotator, Label, Explanation)
                .AddAnnotator("ann", new Dictionary<string, string>(StringComparer.Ordinal) { ["region"] = Attribute });
            return (MissingFrom is null ? builder : builder.AddAnnotation(ItemId, MissingFrom, "")).Build();
        }
    }
}
