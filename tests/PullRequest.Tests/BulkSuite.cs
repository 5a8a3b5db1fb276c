using System.Globalization;

namespace JudgeEval.PullRequest.Tests;

/// <summary>A suite of 6,000 items, each labelled Good by three people, whose judge is a file of verdicts.</summary>
internal static class BulkSuite
{
    public const int Items = 6000;

    private const string Verdicts = "evals/verdicts/bulk.verdicts.jsonl";

    public static void Write(ScriptedRepository repository)
    {
        repository.Write("evals/Bulk.cs", """
            namespace Team.Evals;

            public sealed class Bulk
            {
                [Theory, JudgeSuite("bulk", Verdicts = "verdicts/*.verdicts.jsonl")]
                public Task Judge_grades_as_people_do(JudgeCase judge) => judge.ShouldAlign(gate => gate.PercentAgreement.AtLeast(0.5));
            }
            """);
        repository.Write("evals/datasets/bulk/dataset.yaml", "name: bulk\ntask: single\nscale: {level: nominal, labels: [Good, Bad]}\nsubjectivity: manifest\n");
        repository.Write("evals/datasets/bulk/items.jsonl", string.Concat(Ids().Select(id => $$"""{"id":"{{id}}","context":"Ask @owner of #{{id[1..]}}","response":"See https://example.org/{{id}}"}""" + "\n")));
        repository.Write("evals/datasets/bulk/annotations.csv", "item,annotator,label\n" + string.Concat(Ids().SelectMany(id => Enumerable.Range(1, 3).Select(a => $"{id},a{a},Good\n"))));
        repository.Write("evals/Bulk.Judge_grades_as_people_do_judge=bulk.bulk.verified.txt", "no disagreement\n");
        WriteVerdicts(repository, 0);
    }

    /// <summary>The judge grades the first items Bad, the others Good.</summary>
    public static void WriteVerdicts(ScriptedRepository repository, int bad) => repository.Write(
        Verdicts,
        """{"format":"judgeeval.verdicts/1","judge":{"name":"bulk"}}""" + "\n"
        + string.Concat(Ids().Select((id, i) => $$"""{"item":"{{id}}","repeat":0,"order":"original","label":"{{(i < bad ? "Bad" : "Good")}}"}""" + "\n")));

    private static IEnumerable<string> Ids() => Enumerable.Range(1, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $"b{i:0000}"));
}
