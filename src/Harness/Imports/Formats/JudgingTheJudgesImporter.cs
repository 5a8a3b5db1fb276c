using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Judging the Judges: answers of nine exam takers to 400 trivia questions, right or wrong by people's consensus, with a column of
/// True and False for each judge.
/// </summary>
/// <remarks>
/// Thakur et al. (2024), "Judging the Judges: Evaluating Alignment and Vulnerabilities in LLMs-as-Judges", arXiv:2406.12624. An item is one
/// row, as an exam taker answers some questions twice. The answers of one question are one cluster. The published column of responses ends
/// before the answer: it holds the prompt alone.
/// </remarks>
internal sealed class JudgingTheJudgesImporter : IDatasetImporter
{
    private const string ExamTaker = "model";
    private const string Response = "response";
    private const string Question = "question";
    private const string References = "references";
    private const string Human = "HumanJudgement";
    private const string Benchmark = "benchmark";
    private const string Annotator = "consensus";

    private static readonly LabelScale Scale = LabelScale.Nominal(["False", "True"], positive: "True");

    // Every other column is a judge.
    private static readonly string[] NoJudges = [ExamTaker, Response, Question, References, Human, Benchmark, ""];

    /// <inheritdoc/>
    public string Format => "judging-the-judges";

    /// <inheritdoc/>
    public string Description => "exam takers' answers: people's labels and judges'";

    /// <inheritdoc/>
    public string Source => "a CSV table *HumanJudgement*.csv (also .gz), or its folder: exam takers' answers, True or False by people and by a column for each judge";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        if (PublishedTable.Read(request, target, Format, "*HumanJudgement*.csv", ',', ExamTaker, Response, Question, References, Human) is not { } source)
        {
            return;
        }

        CsvTable table = source.Table;
        int[] judges = [.. Enumerable.Range(0, table.Columns.Length).Where(c => !NoJudges.Contains(table.Columns[c], StringComparer.Ordinal))];
        int benchmark = table.Columns.IndexOf(Benchmark);
        DatasetTarget dataset = target.Begin(new ImportHead
        {
            Info = Info(request.Name ?? Format),
            Path = table.Path,
            Scale = Scale,
            Subjectivity = Subjectivity.Manifest,
        });
        var counter = new VerdictCounter(Scale);
        var numbers = new Numbers();
        foreach (CsvRow row in table.Rows.Where(r => source.Has(r, target, ExamTaker, Question)))
        {
            JudgeItem item = numbers.Item(
                source.Cell(row, ExamTaker), source.Cell(row, Question), source.Cell(row, References), source.Cell(row, Response), benchmark >= 0 ? row.Cells[benchmark] : "");
            dataset.AddItem(item, table.At(row));
            dataset.Annotate(item.Id, Annotator, source.Cell(row, Human), source.At(row, Human));
            foreach (int judge in judges)
            {
                dataset.AddVerdict(table.Columns[judge], item.Id, row.Cells[judge], table.At(row, judge));
                counter.Add(table.Columns[judge], row.Cells[judge]);
            }
        }

        counter.Note(dataset, "no verdict");
        int unjudged = table.Rows.Count(r => judges.All(j => r.Cells[j].Length == 0));
        if (unjudged > 0 && judges.Length > 0)
        {
            dataset.Note(string.Create(CultureInfo.InvariantCulture, $"items without a verdict of any judge: {unjudged}; they are kept with people's label"));
        }

        if (numbers.Repeated > 0)
        {
            dataset.Note(string.Create(
                CultureInfo.InvariantCulture, $"rows that repeat a question of the same exam taker: {numbers.Repeated}; each row is an item of its own, and all rows of a question are one cluster"));
        }
    }

    private static DatasetInfo Info(string name) => new()
    {
        Name = name,
        Description = "Answers of exam takers to trivia questions, right or wrong by people's consensus",
        Source = "github.com/UMass-Meta-LLM-Eval/llm_eval, arXiv:2406.12624",
        Licence = "none stated",
        Card = ImportCard.Of(
            ("annotator", "one consensus label for each answer"),
            ("licence", "the repository states none: ask the authors before passing the data on"),
            ("texts", "the published responses end before the answer, so that the response is the exam taker's prompt")),
    };

    /// <summary>Numbers the rows of each exam taker and the questions, in the order of the file.</summary>
    private sealed class Numbers
    {
        private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _questions = new(StringComparer.Ordinal);
        private readonly HashSet<(string, string)> _seen = [];

        public int Count { get; private set; }

        public int Repeated => Count - _seen.Count;

        public JudgeItem Item(string examTaker, string question, string references, string response, string benchmark)
        {
            int row = _rows[examTaker] = _rows.GetValueOrDefault(examTaker) + 1;
            _questions.TryAdd(question, _questions.Count + 1);
            _seen.Add((examTaker, question));
            Count++;
            return new JudgeItem
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{examTaker}/{row:0000}"),
                Context = references.Length == 0 ? question : $"{question}\n\nReference answers:\n{references}",
                Response = response,
                Cluster = string.Create(CultureInfo.InvariantCulture, $"question {_questions[question]:0000}"),
                Tags = benchmark.Length > 0 ? ImportCard.Of((Benchmark, benchmark), ("examTaker", examTaker)) : ImportCard.Of(("examTaker", examTaker)),
            };
        }
    }
}
