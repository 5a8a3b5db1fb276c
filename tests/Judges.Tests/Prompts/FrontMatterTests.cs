namespace JudgeEval.Judges.Tests.Prompts;

public class FrontMatterTests
{
    private const string Body = "\n---\n## user\n<r>{{response}}</r>";

    [Fact]
    public void Parse_ScaleTargetStructuredAndExamples_AreRead()
    {
        PromptFile prompt = PromptFile.Parse(
            """
            ---
            name: n
            task: single
            target: difficulty
            structured: true
            scale: {level: ordinal, labels: [Hard, Easy]}
            examples:
              - a1
              - {item: a2, label: Easy, rationale: "It is short."}
            ---
            ## user
            <r>{{response}}</r>
            """,
            "p.md");

        Assert.Equal(PromptTarget.Difficulty, prompt.Target);
        Assert.True(prompt.Structured);
        Assert.Equal(LabelScale.Ordinal(["Hard", "Easy"]), prompt.Scale);
        Assert.Equal(
            [
                new PromptExampleReference("a1", null, null) { Location = new SourceLocation("p.md", 8, 5) },
                new PromptExampleReference("a2", "Easy", "It is short.") { Location = new SourceLocation("p.md", 9, 12) },
            ],
            prompt.Examples.AsEnumerable());
    }

    [Fact]
    public void Parse_FieldsAbsent_AreTheDefaults()
    {
        PromptFile prompt = PromptFile.Parse("---\nname: n\ntask: single" + Body, "p.md");

        Assert.Equal(PromptTarget.Label, prompt.Target);
        Assert.False(prompt.Structured);
        Assert.Null(prompt.Scale);
        Assert.Empty(prompt.Examples);
        Assert.Empty(prompt.Warnings);
    }

    [Theory]
    [InlineData("{level: ordinal, min: 1, max: 5}", "ordinal 1..5")]
    [InlineData("{level: nominal, labels: [Yes, No]}", "nominal Yes, No")]
    [InlineData("{level: interval, min: 0, max: 1}", "interval 0..1")]
    [InlineData("{level: ratio, max: 10}", "ratio 0..10")]
    public void Parse_Scale_IsTheOneOfTheSameWordsInADataset(string yaml, string scale) =>
        Assert.Equal(scale, PromptFile.Parse($"---\nname: n\ntask: single\noutput: json\nscale: {yaml}{Body}", "p.md").Scale!.ToString());

    [Theory]
    [InlineData("preference", "{level: preference}", "preference A_2, A_1, N, B_1, B_2")]
    [InlineData("preference", "{level: preference, labels: [A, N, B]}", "preference A, N, B")]
    public void Parse_PreferenceScale_IsRead(string task, string yaml, string scale)
    {
        string text = $"---\nname: n\ntask: {task}\nscale: {yaml}\n---\n## user\n<r>{{{{responseA}}}} {{{{responseB}}}}</r>";

        Assert.Equal(scale, PromptFile.Parse(text, "p.md").Scale!.ToString());
    }

    [Theory]
    [InlineData("scale: ordinal", "p.md(4,8): error JE2007: 'scale' is 'ordinal'; it must be a group of fields such as {level: ordinal, min: 1, max: 5}; correct 'scale'")]
    [InlineData("scale: {level: ordnal, min: 1, max: 5}", "p.md(4,16): error JE2007: 'scale.level' is 'ordnal'; it must be one of nominal, ordinal, interval, ratio, preference; did you mean 'ordinal'?")]
    [InlineData("scale: {level: ordinal, min: 1, mux: 5, max: 5}", "p.md(4,33): error JE2005: the field 'mux' of 'scale' is unknown; it would have no effect; did you mean 'max'?")]
    [InlineData("scale: {labels: [a, b]}", "p.md(4,8): error JE2017: the scale has no 'level'; labels mean nothing without one; add 'level: ordinal', or another level")]
    [InlineData("scale: {level: ordinal, min: 5, max: 1}", "p.md(4,8): error JE2017: the scale has neither 'labels' nor whole numbers 'min' and 'max'; an ordinal scale lists its labels or counts them, at most 1000; list the labels from low to high under 'labels', or give 'min' and 'max'")]
    [InlineData("scale: {level: ordinal, labels: [2, 1]}", "p.md(4,33): error JE2017: the scale's labels do not rise; ordinal labels are listed from low to high; sort the labels")]
    [InlineData("scale: {level: nominal, labels: [a, a]}", "p.md(4,33): error JE2017: the scale has not two or more labels that differ; labels must differ to mean different things; list them under 'labels'")]
    [InlineData("scale: {level: interval, min: low, max: 1}", "p.md(4,31): error JE2007: 'scale.min' is 'low'; it must be a number; correct 'scale.min'")]
    [InlineData("scale: {level: preference}", "p.md(4,1): error JE2018: a scale of level 'preference' does not fit here; 'task' is 'single'; correct the level")]
    [InlineData("target: dificulty", "p.md(4,9): error JE2007: 'target' is 'dificulty'; it must be one of label, difficulty; did you mean 'difficulty'?")]
    [InlineData("target: difficulty", "p.md(4,1): error JE2018: 'target: difficulty' has no 'scale'; difficulty is answered on the prompt's own scale; add 'scale: {level: ordinal, labels: [Very Difficult, Difficult, Neutral, Easy, Very Easy]}'")]
    [InlineData("structured: yes", "p.md(4,13): error JE2007: 'structured' is 'yes'; it must be one of false, true; use one of false, true")]
    [InlineData("output: json\nstructured: true", "p.md(5,1): error JE2018: 'structured' does not go with 'output: json'; 'output: json' is structured by itself; remove 'structured'")]
    [InlineData("examples: a1", "p.md(4,11): error JE2007: 'examples' is 'a1'; it must be a list of item ids, or of groups such as {item: a12, label: Good}; correct 'examples'")]
    [InlineData("examples: [{itm: a1, item: a2}]", "p.md(4,13): error JE2005: the field 'itm' of 'examples' is unknown; it would have no effect; did you mean 'item'?")]
    [InlineData("examples:\n  - {label: Good}", "p.md(5,5): error JE2019: an example has no 'item'; an example is an item of the dataset; add 'item:' with the item's id")]
    [InlineData("examples: [a1, {item: a1}]", "p.md(4,16): error JE2019: the item 'a1' stands twice in 'examples'; a second showing teaches nothing new; remove one of them")]
    [InlineData("output: text\nexamples: [a1]", "p.md(5,1): error JE2018: 'examples' do not go with 'output: text'; an example shows an answer's label, and a text has none; remove 'examples'")]
    public void Parse_OneMistake_IsNamedWithPlaceAndRemedy(string field, string expected)
    {
        var exception = Assert.Throws<JudgeEvalException>(() => PromptFile.Parse($"---\nname: n\ntask: single\n{field}{Body}", "p.md"));

        Assert.Equal(expected, exception.Message);
    }

    [Theory]
    [InlineData("<response>{{response}}</response>", null)]
    [InlineData("<a><response>{{response}}</response></a>", null)]
    [InlineData("<Response id=\"1\">{{response}}</RESPONSE>", null)]
    [InlineData("<response>{{response}}</response>\n{{criteria}} {{group}} {{labels}}", null)]
    [InlineData("{{response}}", 1)]
    [InlineData("<response>x</response> {{response}}", 24)]
    [InlineData("</response> {{response}} <response>", 13)]
    [InlineData("<response>{{response}}", 11)]
    [InlineData("<r text=\"{{response}}\">x</r>", 10)]
    [InlineData("<r/>{{response}}</r>", 5)]
    [InlineData("{\"response\": \"{{response}}\"}", 15)]
    public void Warnings_TextOutsideABlock_IsNamedWithItsPlace(string user, int? column)
    {
        PromptFile prompt = PromptFile.Parse($"---\nname: n\ntask: single\n---\n## user\n{user}", "p.md");

        Assert.Equal(
            column is { } at
                ? [$"p.md(6,{at.ToString(System.Globalization.CultureInfo.InvariantCulture)}): warning JE2016: '{{{{response}}}}' stands outside a block of tags; what the text says could pass for a part of the question; write <response>{{{{response}}}}</response>"]
                : [],
            prompt.Warnings.Select(w => w.ToString()),
            StringComparer.Ordinal);
    }
}
