using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Tables;

/// <summary>Where the parts of a rating stand in a table with a header.</summary>
internal sealed class TableColumns
{
    private const int MostListed = 20;

    private readonly TextColumns _texts;
    private readonly int _explanation;
    private readonly int _time;

    private TableColumns(string path, ImmutableArray<string> names, ImportColumns wanted, TableColumnFinder finder)
    {
        Path = path;
        Names = names;
        string item = wanted.Item ?? ImportColumns.UsualItem, label = wanted.Label ?? ImportColumns.UsualLabel;
        Id = finder.Required(item, "--item");
        Annotator = names.IndexOf(wanted.Annotator);
        Label = names.IndexOf(label);
        IsLong = Annotator >= 0 && Label >= 0 && wanted.Human.IsEmpty;
        People = [.. wanted.Human.Select(h => finder.Required(h, "--human"))];
        Judges = [.. wanted.Judge.Select(j => finder.Required(j, "--judge"))];
        _texts = new TextColumns(wanted, finder);
        _explanation = finder.Optional(wanted.Explanation, new ImportColumns().Explanation, "--explanation");
        _time = finder.Optional(wanted.At, new ImportColumns().At, "--at");
        if (wanted.Human.IsEmpty && !IsLong)
        {
            // With one of the two the table is meant to be long: its other column must not turn into an annotator of a wide one.
            bool meant = Annotator >= 0 || Label >= 0;
            FindOf(wanted.Annotator, new ImportColumns().Annotator, "--annotator");
            FindOf(label, ImportColumns.UsualLabel, "--label");
            void FindOf(string name, string usual, string option) => _ = meant ? finder.Required(name, option) : finder.Optional(name, usual, option);
        }

        int[] free = [.. Enumerable.Range(0, names.Length).Where(c => !IsTaken(c))];
        if (!IsLong && People.Length == 0)
        {
            People = [.. free.Where(c => names[c].Length > 0)];
        }

        int[] unused = [.. free.Where(c => IsLong || !People.Contains(c)), .. _texts.Ignored];
        if (!IsLong && People.Length > 1)
        {
            // Whose reason it is, such a table does not say.
            unused = [.. unused, .. new[] { _explanation, _time }.Where(c => c >= 0)];
            (_explanation, _time) = (-1, -1);
        }

        Unused = [.. unused.Select(c => names[c].Length > 0 ? $"'{names[c]}'" : string.Create(CultureInfo.InvariantCulture, $"{c + 1} (without a name)"))];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns' names.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Whether each row is one rating.</summary>
    public bool IsLong { get; }

    /// <summary>The items' ids.</summary>
    public int Id { get; }

    /// <summary>The annotators of a long table.</summary>
    public int Annotator { get; }

    /// <summary>The labels of a long table.</summary>
    public int Label { get; }

    /// <summary>The annotators' columns of a wide table.</summary>
    public int[] People { get; }

    /// <summary>The judges' columns, in the order in which they were named.</summary>
    public int[] Judges { get; }

    /// <summary>The columns that nothing names, in words.</summary>
    public ImmutableArray<string> Unused { get; }

    /// <summary>Whether the items are pairs.</summary>
    public bool ArePairs => _texts.ArePairs;

    /// <summary>What the dataset's card has to say.</summary>
    public ImmutableSortedDictionary<string, string> Card => _texts.Any ? ImportCard.Of() : ImportCard.Of(("texts", "the table has none: the response is the item's id"));

    /// <summary>Finds the columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The columns' names.</param>
    /// <param name="wanted">What the user says.</param>
    /// <param name="target">Takes the errors.</param>
    /// <returns>The columns; <see langword="null"/> when one is missing.</returns>
    public static TableColumns? Find(string path, ImmutableArray<string> names, ImportColumns wanted, ImportTarget target)
    {
        var finder = new TableColumnFinder(path, names, target);
        var columns = new TableColumns(path, names, wanted, finder);
        if (finder.IsComplete && columns.PlayingTwoParts(wanted) is { } twice)
        {
            target.Error(
                "JE1619", new SourceLocation(path, 1, 1), $"the column '{twice}' has two parts to play", "it has labels or says whose they are, and is named for something else, too",
                "name each column once");
            return null;
        }

        return finder.IsComplete ? columns : null;
    }

    /// <summary>The columns' names for a message.</summary>
    public static string Listed(ImmutableArray<string> names) => names.Length <= MostListed
        ? string.Join(", ", names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(MostListed))} and {names.Length - MostListed} more");

    /// <summary>The item of a row.</summary>
    public JudgeItem Item(CsvFile row) => _texts.Item(row.TextOf(Id).Trim(), row);

    /// <summary>The reason that a row gives.</summary>
    public string? Explanation(CsvFile row) => _explanation < 0 ? null : row.TextOf(_explanation);

    /// <summary>When the rating of a row was made.</summary>
    public string? Time(CsvFile row) => _time < 0 ? null : row.TextOf(_time).Trim();

    // A text may be the cluster or a tag as well; a judge that is measured by its own labels agrees perfectly. What nobody names plays its usual part only where it is free.
    private string? PlayingTwoParts(ImportColumns wanted)
    {
        var usual = new ImportColumns();
        HashSet<string> others = new(StringComparer.Ordinal) { Names[Id] };
        others.UnionWith(new[]
        {
            (wanted.Context, usual.Context), (wanted.Response, usual.Response), (wanted.ResponseA, usual.ResponseA), (wanted.ResponseB, usual.ResponseB),
            (wanted.Cluster, usual.Cluster), (wanted.Split, usual.Split), (wanted.Explanation, usual.Explanation), (wanted.At, usual.At),
        }.Where(c => c.Item1 != c.Item2).Select(c => c.Item1).Concat(wanted.Tags));
        return new[] { Annotator, Label }.Where(_ => IsLong).Concat(People).Concat(Judges).Select(c => Names[c])
            .GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1 || others.Contains(g.Key))?.Key;
    }

    private bool IsTaken(int column) =>
        column == Id || (IsLong && (column == Annotator || column == Label)) || People.Contains(column) || Judges.Contains(column) || _texts.Has(column)
        || column == _explanation || column == _time;
}

/// <summary>Finds columns by name and tells which are missing.</summary>
internal sealed class TableColumnFinder(string path, ImmutableArray<string> names, ImportTarget target)
{
    private readonly NearestName _nearest = new();

    /// <summary>Whether nothing is missing so far.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>A column that must be there.</summary>
    public int Required(string name, string option)
    {
        int column = names.IndexOf(name);
        if (column < 0)
        {
            IsComplete = false;
            string meant = _nearest.Of(name, names) is { } near ? $"did you mean '{near}'? " : "";
            target.Error(
                "JE1602", new SourceLocation(path, 1, 1), $"there is no column '{name}'", $"{meant}the columns are {TableColumns.Listed(names)}",
                $"name the column with {option}");
        }

        return column;
    }

    /// <summary>A column that must be there only if the user names it.</summary>
    public int Optional(string name, string usual, string option) => names.IndexOf(name) is >= 0 and var column ? column
        : name == usual ? -1
        : Required(name, option);
}
