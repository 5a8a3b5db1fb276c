using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Fuzzing;

/// <summary>
/// Whatever stands in a source, an import either accounts for every row of it, as a row or as one left out for a reason, or says by code, file
/// and line what is wrong. It never throws anything else.
/// </summary>
public sealed partial class ImporterFuzzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _imports;

    public static TheoryData<string> Formats => [.. DatasetImporters.All.Select(i => i.Format)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_ValidSource_AccountsForEveryRow(string format)
    {
        FuzzSource[] sources = [.. FuzzSources.All.Where(s => s.Format == format)];

        Assert.True(sources.Length > 0, $"The format {format} has no source in {nameof(FuzzSources)}: add a small valid one, so that it is fuzzed.");
        foreach (FuzzSource source in sources)
        {
            Assert.Null(Fault(source, new Mutation("as it is", Encoding.UTF8.GetBytes(source.Text)) { KeepsLines = true }, mustImport: true));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_BrokenSource_IsAccountedForOrRefusedWithCodeAndPlace(string format)
    {
        List<string> faults = [];
        FuzzSource[] sources = [.. FuzzSources.All.Where(s => s.Format == format)];
        foreach (FuzzSource source in sources)
        {
            faults.AddRange(Mutations.Of(source).Select(m => Fault(source, m, mustImport: false)).OfType<string>());
        }

        faults.AddRange(Mutations.Large(sources[0]).Select(m => Fault(sources[0], m, mustImport: false)).OfType<string>());

        Assert.True(faults.Count == 0, $"{faults.Count.ToString(CultureInfo.InvariantCulture)} faults, of which these come first:\n{string.Join('\n', faults.Take(12))}");
    }

    // What is wrong with the importer, or null.
    private string? Fault(FuzzSource source, Mutation mutation, bool mustImport)
    {
        ImportRequest request = Write(source, mutation, out string main);
        _ = DatasetImporters.TryFind(source.Format, out IDatasetImporter? importer);
        var import = new AccountingImport(request);
        string where = $"{source}, {mutation.Name}";
        bool alsoFolders = ++_imports % 40 == 0;
        try
        {
            ImmutableArray<ImportedDataset> datasets = import.Run(importer!);
            if (alsoFolders)
            {
                importer!.ImportInto(request, Path.Combine(_folder.Root, "out"));
            }

            return datasets.IsEmpty ? $"{where}: no dataset and no error" : Unaccounted(source, mutation, main, import) is { } line ? $"{where}: line {line} is dropped" : null;
        }
        catch (JudgeEvalException exception)
        {
            string? fault = mustImport ? exception.Message
                : Faults(exception, main) is { } one ? one
                : alsoFolders ? FolderFault(importer!, request, main)
                : null;
            return fault is null ? null : $"{where}: {fault}";
        }
        catch (Exception exception)
        {
            return $"{where}: {exception}";
        }
    }

    // What the import in memory refuses, the one straight into folders refuses, too, in the same manner.
    private string? FolderFault(IDatasetImporter importer, ImportRequest request, string main)
    {
        try
        {
            importer.ImportInto(request, Path.Combine(_folder.Root, "out"));
            return "refused in memory, imported into folders";
        }
        catch (JudgeEvalException exception)
        {
            return Faults(exception, main) is { } fault ? $"into folders: {fault}" : null;
        }
    }

    private static string? Faults(JudgeEvalException exception, string main) => exception.Diagnostics.Select(d => Fault(d, main)).OfType<string>().FirstOrDefault();

    private static string? Fault(Diagnostic diagnostic, string main)
    {
        bool inText = diagnostic.Code is "JE1603" or "JE1653" or "JE1606" or "JE1607" or "JE1609" or "JE1605";
        return !Code().IsMatch(diagnostic.Code) ? $"the code is {diagnostic.Code}"
            : diagnostic.Location.File is null ? $"no file in {diagnostic}"
            : inText && diagnostic.Location.File == main && diagnostic.Location.Line == 0 ? $"no line in {diagnostic}"
            : diagnostic.What.Length == 0 || diagnostic.Why.Length == 0 || diagnostic.Remedy.Length == 0 ? $"words are missing in {diagnostic}"
            : null;
    }

    // The number of a line for which nobody accounts, or null.
    private static string? Unaccounted(FuzzSource source, Mutation mutation, string main, AccountingImport import)
    {
        string text = mutation.IsPacked ? source.Text : Encoding.UTF8.GetString(mutation.Bytes).TrimStart('\uFEFF');
        bool isQuoted = source.IsTable && text.Contains('"', StringComparison.Ordinal);
        if (!mutation.KeepsLines || !source.AccountsForLines || isQuoted)
        {
            return null;
        }

        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            bool isRow = line.Length > 0 && line[0] is not (']' or '}') && RowsBefore(lines, i) >= source.HeadLines;
            if (isRow && !import.Lines.Contains((main, i + 1)))
            {
                return (i + 1).ToString(CultureInfo.InvariantCulture);
            }
        }

        return null;

        static int RowsBefore(string[] lines, int end) => lines.Take(end).Count(l => l.Trim().Length > 0);
    }

    private ImportRequest Write(FuzzSource source, Mutation mutation, out string main)
    {
        string folder = Path.Combine(_folder.Root, $"{source.Format}-{Path.GetFileName(source.Main)}");
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, source.Main))!);
            foreach ((string name, string text) in source.Others)
            {
                _folder.Write(Path.Combine(folder, name), text);
            }
        }

        string plain = Path.Combine(folder, source.Main);
        main = mutation.IsPacked ? plain + ".gz" : plain;
        File.Delete(mutation.IsPacked ? plain : plain + ".gz");
        File.WriteAllBytes(main, mutation.Bytes);
        return new ImportRequest { Sources = [source.IsFolder ? folder : main], Columns = source.Columns };
    }

    [GeneratedRegex(@"^JE\d{4}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
