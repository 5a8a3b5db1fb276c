using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Runs;

public sealed class PromptExamplesTests
{
    [Fact]
    public void Resolve_NoLabelWritten_IsTheLabelOfMoreThanHalfAsThePromptShowsIt()
    {
        // i1: two of three say 3, the third of bad, fair, good; i2 brings its own label.
        ImmutableArray<PromptExample> examples = PromptExamples.Resolve(
            Dataset(("i1", ["3", "3", "1"]), ("i2", ["1", "2"])), Prompt("[i1, {item: i2, label: fair, rationale: why}]", "labels: [bad, fair, good]\n"));

        Assert.Equal([("i1", "good", null), ("i2", "fair", "why")], examples.Select(e => (e.Item.Id, e.Label, e.Rationale)));
        Assert.Equal("answer i1", examples[0].Item.Response);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1,2")]
    [InlineData("1,1,2,3")]
    [InlineData("")]
    public void Resolve_NoStrictMajority_IsAnErrorUnlessOneLabelHasMoreThanHalf(string labels)
    {
        string[] given = labels.Split(',', StringSplitOptions.RemoveEmptyEntries);
        AnnotatedDataset dataset = Dataset(("i1", given), ("other", ["1"]));

        // Of 1,1,2,3 exactly half say 1, which is not more than half.
        if (given.Length == 1)
        {
            Assert.Equal("1", PromptExamples.Resolve(dataset, Prompt("[i1]"))[0].Label);
            return;
        }

        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => PromptExamples.Resolve(dataset, Prompt("[i1]"))).Diagnostics);
        Assert.Equal(("JE2122", 4, "write the label: {item: i1, label: …}"), (error.Code, error.Location.Line, error.Remedy));
    }

    [Fact]
    public void Resolve_SeveralMistakes_AreAllNamedWithTheirPlaces()
    {
        var exception = Assert.Throws<JudgeEvalException>(() => PromptExamples.Resolve(
            Dataset(("i1", ["1", "2"]), ("i2", ["3"])), Prompt("[{item: i1, label: 9}, i11, i1x, {item: i2, label: 3}, zzz]")));

        Assert.Equal(
            [
                "p.md(4,19): error JE2123: the example 'i1' has the label '9', which the prompt does not show; the model answers with 1, 2, 3; use one of 1, 2, 3",
                "p.md(4,34): error JE2121: the example 'i11' is no item of the dataset 'sample'; an example is shown as the dataset has it; did you mean 'i1'?",
                "p.md(4,39): error JE2121: the example 'i1x' is no item of the dataset 'sample'; an example is shown as the dataset has it; did you mean 'i1'?",
                "p.md(4,66): error JE2121: the example 'zzz' is no item of the dataset 'sample'; an example is shown as the dataset has it; correct the id, or remove the example",
            ],
            exception.Diagnostics.Select(d => d.ToString()),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Resolve_DifficultyWithoutLabel_IsNotTakenFromPeoplesLabels()
    {
        PromptFile prompt = Prompt("[i1]", "target: difficulty\nscale: {level: ordinal, labels: ['1', '2', '3']}\n");

        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => PromptExamples.Resolve(Dataset(("i1", ["1"])), prompt)).Diagnostics);

        Assert.Equal(("JE2122", "the prompt asks for difficulty, and people's labels do not say that"), (error.Code, error.Why));
    }

    [Fact]
    public void Resolve_NoExamples_IsEmptyWhateverTheDataset() =>
        Assert.Empty(PromptExamples.Resolve(RunSamples.Pairs(1), PromptFile.Parse(RunSamples.Prompt, "p.md")));

    [Fact]
    public void Resolve_PromptThatDoesNotFit_SaysSo()
    {
        var exception = Assert.Throws<JudgeEvalException>(() => PromptExamples.Resolve(RunSamples.Pairs(1), Prompt("[item000]")));

        Assert.Equal("JE2101", Assert.Single(exception.Diagnostics).Code);
    }

    private static PromptFile Prompt(string examples, string fields = "") =>
        PromptFile.Parse($"---\nname: n\ntask: single\nexamples: {examples}\n{fields}---\n## user\n<r>{{{{response}}}}</r>", "p.md");

    private static AnnotatedDataset Dataset(params (string Id, string[] Labels)[] items)
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "sample" }, TaskShape.Single, LabelScale.Ordinal(1, 3));
        foreach ((string id, string[] labels) in items)
        {
            builder.AddItem(new JudgeItem { Id = id, Response = "answer " + id });
            for (int i = 0; i < labels.Length; i++)
            {
                builder.AddAnnotation(id, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a{i}"), labels[i]);
            }
        }

        return builder.Build();
    }
}
