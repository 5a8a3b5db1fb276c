using System.IO.Compression;
using System.Text;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Imports;

/// <summary>Names and cells that data choose neither leave the folder that is written to nor become anything but text.</summary>
public sealed class HostileNamesTests : IDisposable
{
    private static readonly string[] Judges =
    [
        "../../judge", "/etc/judge", @"C:\judge", @"..\judge", "CON", "con", "judge.", "a/b", "a-b", "A-B", "..", ".", "x:stream", new string('j', 3000), "=cmd()", "имя", "名前",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../../evil")]
    [InlineData("/tmp/evil")]
    [InlineData(@"C:\evil")]
    [InlineData("..")]
    [InlineData("CON")]
    [InlineData("evil/../../..")]
    public void ImportInto_HostileNames_StayInTheFolder(string name)
    {
        string judges = string.Join(',', Judges.Select(j => $"{Json(j)}:\"good\""));
        string source = _folder.Write(
            "source/t.jsonl", $"{{\"id\":\"../../item\",\"response\":\"r\",\"labels\":{{\"../ann\":\"good\",\"=ben\":\"=1+1\"}},\"judges\":{{{judges}}}}}");
        string outside = Path.Combine(_folder.Root, "a", "b");
        string directory = Path.Combine(outside, "out");

        ImportedFolder import = Assert.Single(Importer("jsonl").ImportInto(new ImportRequest { Sources = [source], Name = name }, directory));

        string[] files = [.. Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories).Where(f => f != source)];
        Assert.All(files, f => Assert.StartsWith(directory + Path.DirectorySeparatorChar, f, StringComparison.Ordinal));
        Assert.Equal([directory], Directory.EnumerateFileSystemEntries(outside));
        Assert.Equal(Path.GetFileName(import.Folder), Path.GetRelativePath(directory, import.Folder));

        // Nothing is lost: each judge has a file of its own, and every name and label reads back.
        VerdictSet[] sets = [.. files.Where(f => f.EndsWith(VerdictFile.Extension, StringComparison.Ordinal)).Select(VerdictFile.Read)];
        Assert.Equal(Judges.Order(StringComparer.Ordinal), sets.Select(s => s.Judge.Name).Order(StringComparer.Ordinal));
        Assert.Equal(sets.Length, files.Select(f => f.ToUpperInvariant()).Count(f => f.EndsWith(VerdictFile.Extension.ToUpperInvariant(), StringComparison.Ordinal)));
        AnnotatedDataset dataset = DatasetReader.Read(import.Folder);
        Assert.Equal(name, dataset.Info.Name);
        Assert.Equal([KeyValuePair.Create("../ann", "good"), KeyValuePair.Create("=ben", "=1+1")], dataset.LabelsOf(0));
    }

    [Fact]
    public void ImportInto_Formulas_AreWrittenAsTextAndReadBack()
    {
        string source = _folder.Write("t.csv", "item,annotator,label\n=q1,@ann,=cmd()\n=q1,ben,+1\n-q2,@ann,-1+2\n");
        string directory = Path.Combine(_folder.Root, "out");

        ImportedFolder import = Assert.Single(Importer("csv").ImportInto(new ImportRequest { Sources = [source] }, directory));

        string written = File.ReadAllText(Path.Combine(import.Folder, DatasetFiles.Annotations));
        Assert.Equal("item,annotator,label\n'-q2,'@ann,'-1+2\n'=q1,'@ann,'=cmd()\n'=q1,ben,+1\n", written);
        AnnotatedDataset dataset = DatasetReader.Read(import.Folder);
        Assert.Equal(["-q2", "=q1"], dataset.Items.Select(i => i.Id));
        Assert.Equal([KeyValuePair.Create("@ann", "=cmd()"), KeyValuePair.Create("ben", "+1")], dataset.LabelsOf(1));

        // The dataset in memory writes the same bytes.
        ImportedDataset memory = Assert.Single(Importer("csv").Import(new ImportRequest { Sources = [source] }));
        string other = DatasetImporters.Write(memory, Path.Combine(_folder.Root, "other"));
        Assert.Equal(written, File.ReadAllText(Path.Combine(other, DatasetFiles.Annotations)));
    }

    [Fact]
    public void Import_GzipThatNamesAPath_IsReadAndWritesNothing()
    {
        byte[] packed = Pack("""{"chosen":"x","rejected":"y"}""");
        string path = Path.Combine(_folder.Root, "deep", "t.jsonl.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // RFC 1952: bit 3 of the flags says that the original file's name follows the header of ten bytes.
        File.WriteAllBytes(path, [.. packed[..3], 8, .. packed[4..10], .. "../../evil.jsonl\0"u8, .. packed[10..]]);

        Assert.Single(Assert.Single(Importer("hh-rlhf").Import(new ImportRequest { Sources = [path] })).Dataset.Items);
        Assert.Equal([path], Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories));
    }

    private static IDatasetImporter Importer(string format) =>
        DatasetImporters.TryFind(format, out IDatasetImporter? importer) ? importer : throw new ArgumentException($"There is no format {format}.", nameof(format));

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
