using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Reading;

namespace JudgeEval.Harness.Tables;

/// <summary>Where the columns of a check stand in the table.</summary>
internal sealed class TableLayout
{
    private const string DefaultItem = "item";
    private static readonly string[] DefaultRuns = ["run", "repeat"];

    private TableLayout(ImmutableArray<int> people, ImmutableArray<(int Column, int Judge, int Repeat, bool Swapped)> judges, int? item, int? annotator, int? run, int? order)
    {
        (People, Judges, Item, Annotator, Run, Order) = (people, judges, item, annotator, run, order);
        ColumnsLike = [.. judges.Select(j => judges.Count(other => other.Judge == j.Judge && other.Swapped == j.Swapped))];
    }

    public ImmutableArray<int> People { get; }

    /// <summary>Every column of a judge: whose it is, which repeat, and in which order the pair was shown.</summary>
    public ImmutableArray<(int Column, int Judge, int Repeat, bool Swapped)> Judges { get; }

    /// <summary>How many columns each column's judge has in its order.</summary>
    public ImmutableArray<int> ColumnsLike { get; }

    public int? Item { get; }

    public int? Annotator { get; }

    public int? Run { get; }

    public int? Order { get; }

    /// <summary>Whether an item may stand in several rows.</summary>
    public bool IsLong => Annotator is not null || Run is not null || Order is not null;

    /// <summary>Finds the columns.</summary>
    /// <param name="file">The table, behind its header.</param>
    /// <param name="columns">What they are.</param>
    /// <param name="notes">Takes what was chosen without being asked.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="JudgeEvalException">A column of the check stands twice, or an item may stand in several rows and no column says which.</exception>
    public static TableLayout Find(CsvFile file, TableColumns columns, List<string> notes)
    {
        int At(string option, string name)
        {
            int at = file.Columns.IndexOf(name, StringComparer.Ordinal);
            return at < 0 ? throw new ArgumentException($"{option}: there is no column '{name}'.", nameof(columns))
                : file.Columns.LastIndexOf(name) is var last && last != at ? throw new JudgeEvalException(DatasetErrors.DuplicateColumn(file.At(last), name))
                : at;
        }

        ImmutableArray<int> people = [.. columns.People.Select(p => At("--human", p))];
        ImmutableArray<(int, int, int, bool)> judges =
        [
            .. columns.Judges.SelectMany((judge, j) => judge.Columns.Select((c, r) => (At("--judge", c), j, r, false))
                .Concat(judge.Swapped.Select((c, r) => (At("--swapped", c), j, r, true)))),
        ];
        int[] taken = [.. people, .. judges.Select(j => j.Item1)];
        int? item = columns.Item is { } named ? At("--item", named) : file.Columns.IndexOf(DefaultItem, StringComparer.Ordinal) is >= 0 and var found && !taken.Contains(found) ? At("--item", DefaultItem) : null;
        int? run = columns.Run is { } runs ? At("--run", runs) : null;
        if (run is null && item is not null && file.Columns.FirstOrDefault(c => DefaultRuns.Contains(c, StringComparer.OrdinalIgnoreCase)) is { } repeat && !taken.Contains(At("--run", repeat)))
        {
            run = At("--run", repeat);
            notes.Add($"the column '{repeat}' is taken for the repeats of a judge, because of its name");
        }

        (string Option, string? Column)[] several = [("--annotator", columns.Annotator), ("--run", columns.Run), ("--order", columns.Order)];
        if (item is null && Array.Find(several, s => s.Column is not null) is { Column: { } column } part)
        {
            throw new JudgeEvalException(TableErrors.NoItemColumn(file.At(At(part.Option, column)), part.Option));
        }

        return new TableLayout(
            people, judges, item, columns.Annotator is { } annotator ? At("--annotator", annotator) : null, run, columns.Order is { } order ? At("--order", order) : null);
    }
}
