using System.Collections.Immutable;
using System.CommandLine;
using JudgeEval.Harness.Tables;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>The options that say what the columns of a table are.</summary>
internal sealed class TableOptions
{
    private static readonly (string Name, char Separator)[] Separators = [("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|')];

    private readonly Option<string[]> _human = new("--human") { Description = "the columns with people's labels", HelpName = "COL[,COL…]", Required = true };
    private readonly Option<string[]> _judge = new("--judge")
    {
        Description = "the columns with judges' labels; gpt=gpt_1+gpt_2 are repeats of one judge", HelpName = "[NAME=]COL[+COL…][,…]", Required = true,
    };

    private readonly Option<string[]> _swapped = new("--swapped") { Description = "a judge's columns for pairs shown the other way round", HelpName = "NAME=COL[+COL…][,…]" };
    private readonly Option<string?> _item = CommonOptions.Text("--item", "the column with the items' ids; default: 'item', else the rows are numbered from 1", "COL");
    private readonly Option<string?> _annotator = CommonOptions.Text("--annotator", "the column that says who labelled, where an item has a row for each person", "COL");
    private readonly Option<string?> _run = CommonOptions.Text("--run", "the column that tells a judge's repeats apart; default: 'run' or 'repeat', where there is an item's column", "COL");
    private readonly Option<string?> _order = CommonOptions.Text("--order", "the column that says in which order a pair was shown: original or swapped", "COL");
    private readonly Option<string?> _separator = CommonOptions.Text("--separator", "comma, semicolon, tab, pipe or a character; default: what the header tells", "SEP");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _human, _judge, _item, _annotator, _run, _order, _swapped, _separator })
        {
            command.Add(option);
        }
    }

    /// <summary>The separator that is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">It is no separator.</exception>
    public char? Separator(ParseResult parsed)
    {
        if (parsed.GetValue(_separator) is not { } text)
        {
            return null;
        }

        (string Name, char Separator) named = Array.Find(Separators, s => s.Name == text);
        return named.Name is not null ? named.Separator
            : text == "\\t" ? '\t'
            : text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('"' or '\r' or '\n') ? text[0]
            : throw new UsageException($"--separator takes comma, semicolon, tab, pipe or one character, not '{text}'{UsageHint.For(text, [.. Separators.Select(s => s.Name)])}");
    }

    /// <summary>What the columns are.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The table, for messages.</param>
    /// <param name="columns">Its columns.</param>
    /// <exception cref="UsageException">A column does not exist or has two parts to play.</exception>
    public TableColumns Read(ParseResult parsed, string path, ImmutableArray<string> columns)
    {
        string One(string option, string name) => columns.Contains(name, StringComparer.Ordinal)
            ? name
            : throw new UsageException($"{option}: there is no column '{name}' in {path}{UsageHint.For(name, columns)}");

        string? Optional(Option<string?> option) => parsed.GetValue(option) is { } name ? One(option.Name, name) : null;

        ImmutableArray<string> human = [.. Names(parsed.GetRequiredValue(_human), columns).Select(n => One("--human", n)).Distinct(StringComparer.Ordinal)];
        (string Name, ImmutableArray<string> Columns)[] judges = [.. Names(parsed.GetRequiredValue(_judge), columns).Select(n => Judge(n, columns, c => One("--judge", c)))];
        (string Name, ImmutableArray<string> Columns)[] swapped = [.. Names(parsed.GetValue(_swapped) ?? [], columns).Select(n => Judge(n, columns, c => One("--swapped", c)))];
        string? stranger = swapped.Select(s => s.Name).FirstOrDefault(s => !judges.Any(j => j.Name == s));
        string? twice = judges.GroupBy(j => j.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        string? annotator = Optional(_annotator);
        string? both = judges.Concat(swapped).SelectMany(j => j.Columns).FirstOrDefault(c => human.Contains(c, StringComparer.Ordinal));
        string? again = judges.Select(j => j.Columns.Concat(swapped.Where(s => s.Name == j.Name).SelectMany(s => s.Columns)))
            .SelectMany(own => own.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1)).FirstOrDefault()?.Key;
        return human.IsEmpty ? throw new UsageException("--human names no column")
            : judges.Length == 0 ? throw new UsageException("--judge names no column")
            : twice is not null ? throw new UsageException($"--judge names '{twice}' twice")
            : stranger is not null ? throw new UsageException($"--swapped: there is no judge '{stranger}'; write NAME=COL with a judge of --judge{UsageHint.For(stranger, [.. judges.Select(j => j.Name)])}")
            : both is not null ? throw new UsageException($"the column '{both}' is given as people's and as a judge's, which would be held against itself")
            : again is not null ? throw new UsageException($"the column '{again}' is given to one judge twice, which would count as a repeat that never differs")
            : annotator is not null && human.Length > 1 ? throw new UsageException("--annotator goes with one column of --human, because it says who gave the label in it")
            : new TableColumns
            {
                People = human,
                Judges = [.. judges.Select(j => new JudgeColumns(j.Name, j.Columns, [.. swapped.Where(s => s.Name == j.Name).SelectMany(s => s.Columns)]))],
                Item = Optional(_item),
                Annotator = annotator,
                Run = Optional(_run),
                Order = Optional(_order),
            };
    }

    // A column whose own name has a comma in it is found by its whole name.
    private static IEnumerable<string> Names(string[] values, ImmutableArray<string> columns) =>
        values.SelectMany(v => columns.Contains(v.Trim(), StringComparer.Ordinal) ? [v.Trim()] : CommonOptions.List(v));

    private static (string Name, ImmutableArray<string> Columns) Judge(string text, ImmutableArray<string> columns, Func<string, string> require)
    {
        int equals = columns.Contains(text, StringComparer.Ordinal) ? -1 : text.IndexOf('=', StringComparison.Ordinal);
        string own = equals < 0 ? text : text[(equals + 1)..].Trim();
        string[] parts = columns.Contains(own, StringComparer.Ordinal) || !own.Contains('+', StringComparison.Ordinal)
            ? [own]
            : own.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (equals < 0 ? parts.Length == 1 ? own : parts[0] : text[..equals].Trim(), [.. parts.Select(require)]);
    }
}
