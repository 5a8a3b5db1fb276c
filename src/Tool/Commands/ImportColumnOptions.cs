using System.CommandLine;
using JudgeEval.Harness.Imports;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>The options of <c>judgeeval import</c> that say which columns of a table hold what.</summary>
internal sealed class ImportColumnOptions
{
    private static readonly ImportColumns Defaults = new();

    private readonly Option<string?> _item = CommonOptions.Text("--item", "the column of the items' ids; default: item, of JSON Lines id", "COL");
    private readonly Option<string?> _annotator = Column("--annotator", "the column of the annotators of a long table", Defaults.Annotator);
    private readonly Option<string?> _label = CommonOptions.Text("--label", "the column of the labels of a long table, default: label; the question of an export, default: each", "COL");
    private readonly Option<string?> _human = CommonOptions.Text("--human", "the annotators' columns of a wide table; default: every column that is nothing else", "COL[,COL…]");
    private readonly Option<string?> _judge = CommonOptions.Text("--judge", "the judges' columns", "COL[,COL…]");
    private readonly Option<string?> _context = Column("--context", "the column of the contexts", Defaults.Context);
    private readonly Option<string?> _response = Column("--response", "the column of the responses", Defaults.Response);
    private readonly Option<string?> _responseA = Column("--response-a", "the column of the first responses of pairs", Defaults.ResponseA);
    private readonly Option<string?> _responseB = Column("--response-b", "the column of the second responses of pairs", Defaults.ResponseB);
    private readonly Option<string?> _tags = CommonOptions.Text("--tag", "columns that become tags of the items", "COL[,COL…]");
    private readonly Option<string?> _cluster = Column("--cluster", "the column of what items hang together by", Defaults.Cluster);
    private readonly Option<string?> _split = Column("--split", "the column of the splits", Defaults.Split);
    private readonly Option<string?> _explanation = Column("--explanation", "the column of the annotators' reasons", Defaults.Explanation);
    private readonly Option<string?> _at = Column("--at", "the column of the times of annotations", Defaults.At);
    private readonly Option<string?> _labels = CommonOptions.Labels();
    private readonly Option<string?> _level = CommonOptions.Text("--level", "nominal, ordinal, interval or ratio; default: what the labels say", "LEVEL");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new[]
        {
            _item, _annotator, _label, _human, _judge, _context, _response, _responseA, _responseB, _tags, _cluster, _split, _explanation, _at, _level, _labels,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>The columns that the user named.</summary>
    public ImportColumns Columns(ParseResult parsed) => new()
    {
        Item = parsed.GetValue(_item) ,
        Annotator = parsed.GetValue(_annotator) ?? Defaults.Annotator,
        Label = parsed.GetValue(_label) ,
        Human = [.. CommonOptions.List(parsed.GetValue(_human))],
        Judge = [.. CommonOptions.List(parsed.GetValue(_judge))],
        Context = parsed.GetValue(_context) ?? Defaults.Context,
        Response = parsed.GetValue(_response) ?? Defaults.Response,
        ResponseA = parsed.GetValue(_responseA) ?? Defaults.ResponseA,
        ResponseB = parsed.GetValue(_responseB) ?? Defaults.ResponseB,
        Tags = [.. CommonOptions.List(parsed.GetValue(_tags))],
        Cluster = parsed.GetValue(_cluster) ?? Defaults.Cluster,
        Split = parsed.GetValue(_split) ?? Defaults.Split,
        Explanation = parsed.GetValue(_explanation) ?? Defaults.Explanation,
        At = parsed.GetValue(_at) ?? Defaults.At,
    };

    /// <summary>Refuses options that say nothing to a format.</summary>
    /// <exception cref="UsageException">One of them was given.</exception>
    public void RequireHeeded(ParseResult parsed, IDatasetImporter importer)
    {
        (Option<string?> Option, string Name)[] all =
        [
            (_item, nameof(ImportColumns.Item)), (_annotator, nameof(ImportColumns.Annotator)), (_label, nameof(ImportColumns.Label)), (_human, nameof(ImportColumns.Human)),
            (_judge, nameof(ImportColumns.Judge)), (_context, nameof(ImportColumns.Context)), (_response, nameof(ImportColumns.Response)),
            (_responseA, nameof(ImportColumns.ResponseA)), (_responseB, nameof(ImportColumns.ResponseB)), (_tags, nameof(ImportColumns.Tags)),
            (_cluster, nameof(ImportColumns.Cluster)), (_split, nameof(ImportColumns.Split)), (_explanation, nameof(ImportColumns.Explanation)), (_at, nameof(ImportColumns.At)),
        ];
        string[] heeded = [.. all.Where(o => importer.Heeds.Contains(o.Name, StringComparer.Ordinal)).Select(o => o.Option.Name)];
        if (Array.Find(all, o => parsed.GetValue(o.Option) is not null && !heeded.Contains(o.Option.Name, StringComparer.Ordinal)).Option is { } unheeded)
        {
            throw new UsageException(
                $"{unheeded.Name} says nothing to the format {importer.Format}"
                + (heeded.Length > 0 ? $", which takes {string.Join(", ", heeded)}" : ", which takes no names of columns"));
        }
    }

    /// <summary>What the user says of the scale.</summary>
    public ScaleRequest Scale(ParseResult parsed) => StatisticsOptions.Scale(parsed.GetValue(_level), parsed.GetValue(_labels));

    private static Option<string?> Column(string option, string what, string name) => CommonOptions.Text(option, $"{what}; default: {name}", "COL");
}
