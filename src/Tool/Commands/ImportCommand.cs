using System.CommandLine;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval import</c>: public and common formats into dataset folders and verdict files.</summary>
internal static class ImportCommand
{
    private const string Summary = "Public and common formats into dataset folders and verdict files";

    private const string Details =
        "Writes DIR/<dataset>/ (a dataset folder) and DIR/<dataset>/verdicts/<judge>.verdicts.jsonl. "
        + "Tables take the column options; --list names the formats.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        const string Example = "judgeeval import csv ratings.csv --out datasets --item id --judge gpt\njudgeeval import --list";
        var command = new ToolCommand("import", Summary, Details, Example);
        var format = new Argument<string?>("FORMAT")
        {
            Description = $"one of {string.Join(", ", DatasetImporters.All.Select(i => i.Format))}", Arity = ArgumentArity.ZeroOrOne,
        };
        var sources = new Argument<string[]>("SOURCE") { Description = "files or folders", Arity = ArgumentArity.ZeroOrMore };
        var list = new Option<bool>("--list") { Description = "name the formats" };
        var output = CommonOptions.Text("--out", "the folder that takes the dataset's folder", "DIR");
        var name = CommonOptions.Text("--name", "the dataset's name; default: the format's or the file's", "NAME");
        var columns = new ColumnOptions();
        command.Add(format);
        command.Add(sources);
        command.Add(output);
        command.Add(name);
        columns.AddTo(command);
        command.Add(list);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
            {
                return List(console);
            }

            IDatasetImporter importer = Importer(parsed.GetValue(format));
            string directory = parsed.GetValue(output)
                ?? throw new UsageException("--out is missing: it names the folder that takes the dataset's folder");
            string[] given = parsed.GetValue(sources) ?? [];
            if (given.Length == 0)
            {
                throw new UsageException($"SOURCE is missing: {importer.Format} wants {importer.Description}");
            }

            var request = new ImportRequest
            {
                Sources = [.. given], Name = parsed.GetValue(name), Scale = columns.Scale(parsed), Columns = columns.Columns(parsed),
            };
            foreach (ImportedFolder import in importer.ImportInto(request, directory))
            {
                Report(console, import);
            }

            return ExitCode.Passed;
        });
        return command;
    }

    private static int List(ToolConsole console)
    {
        int widest = DatasetImporters.All.Max(i => i.Format.Length);
        foreach (string line in DatasetImporters.All.SelectMany(i => TextLayout.Hang(i.Format.PadRight(widest + 2), i.Description, console.HelpWidth)))
        {
            console.Line(line);
        }

        return ExitCode.Passed;
    }

    private static IDatasetImporter Importer(string? format)
    {
        string[] formats = [.. DatasetImporters.All.Select(i => i.Format)];
        return format is null ? throw new UsageException($"FORMAT is missing: one of {string.Join(", ", formats)}")
            : DatasetImporters.TryFind(format, out IDatasetImporter? importer) ? importer
            : throw new UsageException($"unknown format '{format}'{UsageHint.For(format, formats)}");
    }

    private static void Report(ToolConsole console, ImportedFolder import)
    {
        console.Line(
            $"{import.Folder}: {NumberText.Count(import.Items, "item")}, {NumberText.Count(import.Annotators, "annotator")}, "
            + $"{NumberText.Count(import.Annotations, "annotation")}, {NumberText.Count(import.Judges.Length, "judge")}; labels {import.Scale}");
        foreach (string note in import.Notes)
        {
            console.Line($"  note: {note}");
        }
    }

    private sealed class ColumnOptions
    {
        private static readonly ImportColumns Defaults = new();

        private readonly Option<string?> _item = Column("--item", "the column of the items' ids", Defaults.Item);
        private readonly Option<string?> _annotator = Column(
            "--annotator", "the column of the annotators of a long table", Defaults.Annotator);
        private readonly Option<string?> _label = Column("--label", "the column of the labels of a long table", Defaults.Label);
        private readonly Option<string?> _human = CommonOptions.Text("--human", "the annotators' columns of a wide table; default: every column that is nothing else", "COL[,COL…]");
        private readonly Option<string?> _judge = CommonOptions.Text("--judge", "the judges' columns", "COL[,COL…]");
        private readonly Option<string?> _context = Column("--context", "the column of the contexts", Defaults.Context);
        private readonly Option<string?> _response = Column("--response", "the column of the responses", Defaults.Response);
        private readonly Option<string?> _responseA = Column(
            "--response-a", "the column of the first responses of pairs", Defaults.ResponseA);
        private readonly Option<string?> _responseB = Column(
            "--response-b", "the column of the second responses of pairs", Defaults.ResponseB);
        private readonly Option<string?> _labels = CommonOptions.Labels();
        private readonly Option<string?> _level = CommonOptions.Text("--level", "nominal, ordinal, interval or ratio; default: what the labels say", "LEVEL");

        public void AddTo(Command command)
        {
            foreach (Option option in new[]
            {
                _item, _annotator, _label, _human, _judge, _context, _response, _responseA, _responseB, _level, _labels,
            })
            {
                command.Add(option);
            }
        }

        public ImportColumns Columns(ParseResult parsed) => new()
        {
            Item = parsed.GetValue(_item) ?? Defaults.Item,
            Annotator = parsed.GetValue(_annotator) ?? Defaults.Annotator,
            Label = parsed.GetValue(_label) ?? Defaults.Label,
            Human = [.. CommonOptions.List(parsed.GetValue(_human))],
            Judge = [.. CommonOptions.List(parsed.GetValue(_judge))],
            Context = parsed.GetValue(_context) ?? Defaults.Context,
            Response = parsed.GetValue(_response) ?? Defaults.Response,
            ResponseA = parsed.GetValue(_responseA) ?? Defaults.ResponseA,
            ResponseB = parsed.GetValue(_responseB) ?? Defaults.ResponseB,
        };

        public ScaleRequest Scale(ParseResult parsed) => StatisticsOptions.Scale(parsed.GetValue(_level), parsed.GetValue(_labels));

        private static Option<string?> Column(string option, string what, string name) =>
            CommonOptions.Text(option, $"{what}; default: {name}", "COL");
    }
}
