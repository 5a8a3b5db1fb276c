using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Formats;

/// <summary>A folder of hand-made sources, and the import of what stands in it.</summary>
internal sealed class ImportFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Root;

    public void Dispose() => _folder.Dispose();

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Pack(string name, string text)
    {
        string path = Path.Combine(Root, name);
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    public ImmutableArray<ImportedDataset> Import(string format, string source = "", string? name = null)
    {
        Assert.True(DatasetImporters.TryFind(format, out IDatasetImporter? importer));
        return importer.Import(new ImportRequest { Sources = [Path.Combine(Root, source)], Name = name });
    }

    /// <summary>The errors of an import, without the folder's name.</summary>
    public string[] ErrorsOf(string format, string source = "")
    {
        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Import(format, source));
        return [.. exception.Diagnostics.Select(d => d.ToString().Replace(Root + "/", "", StringComparison.Ordinal))];
    }
}
