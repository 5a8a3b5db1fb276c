using System.Collections.Immutable;
using System.CommandLine;
using JudgeEval.Harness.Imports;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval import</c>: public and common formats into dataset folders and verdict files.</summary>
internal static class ImportCommand
{
    private const string Judgements = "judgements";
    private const int ShownUsually = 3;

    private const string Summary = "Public and common formats into dataset folders and verdict files";

    private const string Details =
        "Writes DIR/<dataset>/ (a dataset folder) and DIR/<dataset>/verdicts/<judge>.verdicts.jsonl, all of it or nothing. "
        + "Tables take the column options; --list names the formats. What is left out of a source is counted, and listed in import-log.csv beside the dataset.";

    private const string Example =
        "judgeeval import csv ratings.csv --out datasets --item id --judge gpt\n"
        + "judgeeval import csv ratings.csv --dry-run\n"
        + "judgeeval import judgements log.jsonl --out datasets\n"
        + "judgeeval import --check log.jsonl\n"
        + "judgeeval import --list";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("import", Summary, Details, Example);
        var format = new Argument<string?>("FORMAT") { Description = "a format of --list", Arity = ArgumentArity.ZeroOrOne };
        var sources = new Argument<string[]>("SOURCE") { Description = "files or folders", Arity = ArgumentArity.ZeroOrMore };
        var list = new Option<bool>("--list") { Description = "name the formats" };
        var schema = new Option<string?>("--schema")
        {
            Description = $"print the JSON Schema of a line of a log of judgements, or of a verdict file: {string.Join(" or ", RecordSchemas.Names)}",
            HelpName = "RECORD", Arity = ArgumentArity.ZeroOrOne,
        };
        var check = new Option<bool>("--check") { Description = $"tell every mistake and write nothing; FORMAT is {Judgements} where only a file is given" };
        var dry = new Option<bool>("--dry-run") { Description = "show the first items and write nothing" };
        var show = new Option<int>("--show") { Description = $"how many items --dry-run shows; default: {ShownUsually}", HelpName = "N", DefaultValueFactory = _ => ShownUsually };
        var verbose = new Option<bool>("--verbose") { Description = "list every row that was left out" };
        var output = CommonOptions.Text("--out", "the folder that takes the dataset's folder", "DIR");
        var name = CommonOptions.Text("--name", "the dataset's name; default: the format's or the file's", "NAME");
        Option<bool> json = CommonOptions.Json();
        var columns = new ImportColumnOptions();
        command.Add(format);
        command.Add(sources);
        command.Add(output);
        command.Add(name);
        columns.AddTo(command);
        foreach (Option option in new Option[] { dry, show, check, schema, list, verbose, json })
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(list))
            {
                return Task.FromResult(ImportOutput.List(console));
            }

            if (parsed.GetResult(schema) is not null)
            {
                return Task.FromResult(Schema(console, parsed.GetValue(schema)));
            }

            bool writes = !parsed.GetValue(dry) && !parsed.GetValue(check);
            (IDatasetImporter importer, string[] given) = Source(parsed.GetValue(format), parsed.GetValue(sources) ?? [], parsed.GetValue(check));
            if (given.Length == 0)
            {
                throw new UsageException($"SOURCE is missing: {importer.Format} wants {importer.Source}");
            }

            columns.RequireHeeded(parsed, importer);
            string? directory = parsed.GetValue(output);
            if (writes && directory is null)
            {
                throw new UsageException("--out is missing: it names the folder that takes the dataset's folder");
            }

            var request = new ImportRequest
            {
                Sources = [.. given], Name = parsed.GetValue(name), Scale = columns.Scale(parsed), Columns = columns.Columns(parsed),
            };
            var report = new ImportReport(console, parsed.GetValue(json), parsed.GetValue(verbose));
            if (writes)
            {
                report.Write(importer.ImportInto(request, directory!, cancellationToken), written: true, ShownNone);
                return Task.FromResult(ExitCode.Passed);
            }

            return Task.FromResult(Try(importer, request, report, parsed.GetValue(dry) ? Math.Max(0, parsed.GetValue(show)) : ShownNone, cancellationToken));
        });
        return command;
    }

    private const int ShownNone = -1;

    /// <summary>Imports into a folder that is gone afterwards: what is checked and shown is what would be written.</summary>
    private static int Try(IDatasetImporter importer, ImportRequest request, ImportReport report, int shown, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("judgeeval-import-").FullName;
        try
        {
            ImmutableArray<ImportedFolder> imports = importer.ImportInto(request, folder, cancellationToken);
            report.Write(imports, written: false, shown);
            return ExitCode.Passed;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Schema(ToolConsole console, string? name)
    {
        string wanted = name ?? "judgement";
        console.Out.Write(RecordSchemas.Names.Contains(wanted, StringComparer.Ordinal)
            ? RecordSchemas.Text(wanted)
            : throw new UsageException($"there is no schema '{wanted}'{UsageHint.For(wanted, [.. RecordSchemas.Names])}"));
        return ExitCode.Passed;
    }

    private static (IDatasetImporter Importer, string[] Sources) Source(string? format, string[] sources, bool check)
    {
        // What is checked is nearly always a log.
        bool isKnown = format is not null && DatasetImporters.TryFind(format, out _);
        bool isSource = !isKnown && (File.Exists(format) || Directory.Exists(format));
        if (check && format is not null && !isKnown && (sources.Length == 0 || isSource))
        {
            (format, sources) = (Judgements, [format, .. sources]);
        }

        string[] formats = [.. DatasetImporters.All.Select(i => i.Format)];
        return format is null ? throw new UsageException($"FORMAT is missing: one of {string.Join(", ", formats)}")
            : DatasetImporters.TryFind(format, out IDatasetImporter? importer) ? (importer, sources)
            : throw new UsageException(isSource
                ? $"FORMAT is missing before the source '{format}': one of {string.Join(", ", formats)}"
                : $"unknown format '{format}'{UsageHint.For(format, formats)}");
    }
}
