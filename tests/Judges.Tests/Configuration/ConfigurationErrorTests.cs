using System.Text;

namespace JudgeEval.Judges.Tests.Configuration;

public class ConfigurationErrorTests
{
    private const string P = "providers:\n  - {name: p, provider: openai, model: m}\n";

    [Theory]
    [InlineData("provider:\n", "j.yaml(1,1): error JE2204: the field 'provider' of the file is unknown; it would have no effect; did you mean 'providers'?")]
    [InlineData("- a\n", "j.yaml(1,1): error JE2203: the configuration is no list of fields; its parts are 'providers:', 'judges:', 'gates:' and 'policy:'; begin a line with 'providers:'")]
    [InlineData("providers: {name: p}\n", "j.yaml(1,12): error JE2206: 'providers' is no list; each provider begins with '- name: …'; write '- name: …' under 'providers:'")]
    [InlineData("providers:\n  - p\n", "j.yaml(2,5): error JE2206: a provider is no group of fields; each provider begins with '- name: …'; write one field to a line")]
    [InlineData("providers: [{name: p\njudges:\n", "j.yaml(2,1): error JE2203: the configuration is not valid YAML; A list or group in brackets is not closed before this place; correct the line; quote a text that contains ': ' or begins with a special character")]
    [InlineData("judges: []\n---\njudges: []\n", "j.yaml(3,1): error JE2203: the configuration has more than one document; a line '---' begins another; remove the line")]
    [InlineData("providers:\n  - {provider: openai, model: m}\n", "j.yaml(2,5): error JE2205: a provider has no 'name'; it must have one; add a line 'name: local'")]
    [InlineData("providers:\n  - {name: p, model: m}\n", "j.yaml(2,5): error JE2205: a provider has no 'provider'; it must have one; add a line 'provider: openai (or azure, anthropic)'")]
    [InlineData("providers:\n  - {name: p, provider: openai}\n", "j.yaml(2,5): error JE2205: a provider has no 'model'; it must have one; add a line 'model: llama3.1'")]
    [InlineData("providers:\n  - {name: p, provider: azure, model: m}\n", "j.yaml(2,5): error JE2205: a provider has no 'endpoint'; it must have one; add a line 'endpoint: https://NAME.openai.azure.com'")]
    [InlineData("providers:\n  - name: p\n    provider: opnai\n    model: m\n", "j.yaml(3,15): error JE2206: 'provider' is 'opnai'; it must be one of openai, azure, anthropic; did you mean 'openai'?")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    modle: m\n    model: m\n", "j.yaml(4,5): error JE2204: the field 'modle' of a provider is unknown; it would have no effect; did you mean 'model'?")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    endpoint: localhost:11434\n", "j.yaml(5,15): error JE2206: 'endpoint' is 'localhost:11434'; it must be an address that begins with http:// or https://, for example http://127.0.0.1:11434/v1; correct 'endpoint'")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    limits: {timeout: 60}\n", "j.yaml(5,23): error JE2206: 'timeout' is '60'; it must be a time with its unit, from 1ms to 24h, for example 60s, 2m or 500ms; correct 'timeout'")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    limits: {attempts: 0}\n", "j.yaml(5,24): error JE2206: 'attempts' is '0'; it must be a whole number from 1 to 100; correct 'attempts'")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    limits: {maxCost: 5}\n", "j.yaml(5,23): error JE2205: the limits have a 'maxCost', but the provider has no 'price'; without prices no cost is known; add a line 'price: {input: 0.15, output: 0.60}'")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    price: {input: -1, output: 0}\n", "j.yaml(5,20): error JE2206: 'input' is '-1'; it must be a number from 0 to a billion; correct 'input'")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    price: {input: 1}\n", "j.yaml(5,12): error JE2205: a price has no 'output'; it must have one; add a line 'output: 0.60'")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    price: 3\n", "j.yaml(5,12): error JE2206: 'price' is '3'; it must be a group of fields (input, output); correct 'price'")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    checkModel: yes\n", "j.yaml(5,17): error JE2206: 'checkModel' is 'yes'; it must be one of false, true; use one of false, true")]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    deployment: d\n", "j.yaml(5,17): error JE2204: the field 'deployment' has no effect on this provider; only 'azure' has it; remove it, or write 'provider: azure'")]
    [InlineData("providers:\n  - name: p\n    provider: anthropic\n    model: m\n    structuredOutput: object\n", "j.yaml(5,23): error JE2206: 'structuredOutput' is 'object'; it must be schema or none, because anthropic cannot be asked for JSON without a schema; correct 'structuredOutput'")]
    [InlineData(P + "  - {name: p, provider: openai, model: n}\n", "j.yaml(3,12): error JE2208: the name 'p' is given to two providers; a name must mean one thing; rename one")]
    [InlineData(P + "judges:\n  - {name: a, baseline: longer}\n  - {name: a, baseline: overlap}\n", "j.yaml(5,12): error JE2208: the name 'a' is given to two judges; a name must mean one thing; rename one")]
    [InlineData(P + "judges:\n  - name: a\n    prompt: q.md\n    provider: pp\n", "j.yaml(6,15): error JE2209: there is no provider 'pp'; the file defines p; did you mean 'p'?")]
    [InlineData(P + "judges:\n  - {name: a, provider: p}\n", "j.yaml(4,5): error JE2205: a judge does not say what it is; it has one of prompt, committee, debate, perplexity, baseline; add a line 'prompt: prompts/quality.md'")]
    [InlineData(P + "judges:\n  - {name: a, prompt: q.md, provider: p, baseline: longer}\n", "j.yaml(4,5): error JE2205: a judge is prompt and baseline at once; it has one of prompt, committee, debate, perplexity, baseline; make two judges of it")]
    [InlineData(P + "judges:\n  - name: a\n    prompt: q.md\n", "j.yaml(4,5): error JE2205: a judge has no 'provider'; it must have one; add a line 'provider: local'")]
    [InlineData(P + "judges:\n  - name: a\n    baseline: longer\n    seed: 3\n", "j.yaml(6,11): error JE2204: the field 'seed' has no effect on this judge; only the baselines random and linear have one; remove it")]
    [InlineData(P + "judges:\n  - name: a\n    baseline: randm\n    seed: 3\n", "j.yaml(5,15): error JE2206: 'baseline' is 'randm'; it must be one of majority, random, longer, overlap, linear; did you mean 'random'?")]
    [InlineData(P + "judges:\n  - name: a\n    baseline: [random]\n", "j.yaml(5,15): error JE2206: 'baseline' is a list; it must be one of majority, random, longer, overlap, linear; use one of majority, random, longer, overlap, linear")]
    [InlineData(P + "judges:\n  - name: a\n    perplexity: {}\n    provider: p\n", "j.yaml(5,17): error JE2205: a perplexity judge has neither 'provider' nor 'ngram'; it has one model; write 'provider: local' or 'ngram: {order: 3, text: corpus.txt}'\nj.yaml(6,15): error JE2204: the field 'provider' has no effect on this judge; only a judge with a prompt has it here; write it into the group of 'perplexity'")]
    [InlineData(P + "judges:\n  - name: b\n    baseline: longer\n  - name: a\n    committee: {members: [b]}\n", "j.yaml(7,26): error JE2206: 'members' is a list; it must be a list of two or more judges; correct 'members'")]
    [InlineData(P + "judges:\n  - name: b\n    baseline: longer\n  - name: a\n    committee: {members: [b, b]}\n", "j.yaml(7,30): error JE2208: the member 'b' stands twice in a committee; it would have two votes; remove one")]
    [InlineData(P + "judges:\n  - name: bee\n    baseline: longer\n  - name: a\n    committee: {members: [bee, be]}\n", "j.yaml(7,32): error JE2209: there is no judge 'be'; the file defines bee, a; did you mean 'bee'?")]
    [InlineData(P + "judges:\n  - name: b\n    baseline: longer\n  - name: a\n    committee: {members: [b, a], rule: mean}\n", "j.yaml(6,11): error JE2210: the judge 'a' is made of itself; 'a' asks 'a'; take one of them out of another")]
    [InlineData("judges:\n  - {name: x, baseline: longer}\n  - {name: a, committee: {members: [x, b]}}\n  - {name: b, committee: {members: [c, x]}}\n  - {name: c, committee: {members: [b, x]}}\n", "j.yaml(3,12): error JE2210: the judge 'a' is made of judges that are made of themselves; 'b' asks 'c' asks 'b'; take one of them out of another")]
    [InlineData(P + "judges:\n  - name: a\n    debate: {judge: a, debater: d.md, provider: p}\n", "j.yaml(4,11): error JE2210: the judge 'a' is made of itself; 'a' asks 'a'; take one of them out of another")]
    public void Parse_OneMistake_IsNamedWithPlaceAndRemedy(string text, string expected)
    {
        var exception = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(text, "j.yaml"));

        Assert.Equal(expected, exception.Message);
    }

    [Theory]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    key: Zq7-distinctive\n", 5)]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    api_key: Zq7-distinctive\n", 5)]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    apiKey: {a: Zq7-distinctive}\n", 5)]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    model: m\n    keyVariable: Zq7-distinctive\n", 5)]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    endpoint: https://user:Zq7-distinctive@example.org/v1\n    model: m\n", 4)]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    endpoint: https://example.org/v1?key=Zq7-distinctive\n    model: m\n", 4)]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    endpoint: user:Zq7-distinctive@example.org\n    model: m\n", 4)]
    [InlineData("providers:\n  - name: p\n    provider: openai\n    endpoint: example.org?k=Zq7-distinctive\n    model: m\n", 4)]
    public void Parse_KeyInTheFile_IsRefusedAndNotRepeated(string text, int line)
    {
        var exception = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(text, "j.yaml"));

        Diagnostic error = Assert.Single(exception.Diagnostics);
        Assert.Equal(("JE2207", line), (error.Code, error.Location.Line));
        Assert.DoesNotContain("Zq7", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("keyVariable: NAME_OF_THE_VARIABLE", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("providers:\n  - name: sk-Zq7distinctive\n    provider: sk-Zq7distinctive\n    model: m\n")]
    [InlineData("providers:\n  - sk-Zq7distinctive: 1\n")]
    [InlineData("providers:\n  - name: p\n    price: sk-Zq7distinctive\n")]
    public void Parse_WhatLooksLikeAKeyInAWrongPlace_IsNotRepeated(string text)
    {
        var exception = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(text, "j.yaml"));

        Assert.DoesNotContain("Zq7", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralMistakes_AreAllNamedInTheOrderOfTheFile()
    {
        const string text = """
            providers:
              - name: p
                provider: opena
                modell: m
                limits: {attempts: many, timeout: soon}
            judges:
              - name: a
                committee: {members: [b, c], rule: vote}
              - name: a
                baseline: long
            extra: 1
            """;

        var exception = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(text, "j.yaml"));

        Assert.Equal(
            [
                ("JE2205", 2, 5), ("JE2206", 3, 15), ("JE2204", 4, 5), ("JE2206", 5, 24), ("JE2206", 5, 39),
                ("JE2209", 8, 27), ("JE2209", 8, 30), ("JE2206", 8, 40), ("JE2208", 9, 11), ("JE2206", 10, 15), ("JE2204", 11, 1),
            ],
            exception.Diagnostics.Select(d => (d.Code, d.Location.Line, d.Location.Column)));
    }

    [Theory]
    [InlineData("providers: [\n", 2)]
    [InlineData("providers:\n\t- name: p\n", 2)]
    [InlineData("judges: []\njudges: []\n", 2)]
    [InlineData("judges: *nobody\n", 1)]
    public void Parse_MalformedYaml_NamesTheLine(string text, int line)
    {
        var exception = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(text, "j.yaml"));

        Diagnostic error = Assert.Single(exception.Diagnostics);
        Assert.Equal("JE2203", error.Code);
        Assert.InRange(error.Location.Line, line - 1, line);
    }

    [Fact]
    public void Parse_ALongChainOfCommittees_EndsInItsOneCycle()
    {
        // 2,000 committees, each of which asks the next, and the last of which asks the first.
        var text = new StringBuilder("judges:\n  - {name: x, baseline: longer}\n");
        for (int i = 0; i < 2_000; i++)
        {
            text.Append(FormattableString.Invariant($"  - {{name: j{i}, committee: {{members: [x, j{(i + 1) % 2_000}]}}}}\n"));
        }

        var exception = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(text.ToString(), "j.yaml"));

        Assert.Equal(("JE2210", 3), (Assert.Single(exception.Diagnostics).Code, exception.Diagnostics[0].Location.Line));
        Assert.Contains("'j10' asks 'j11' asks … (2001 in all)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnAliasInsideWhatItNames_IsAnErrorAndEnds()
    {
        var exception = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(
            "judges:\n  - name: a\n    committee: {members: &m [x, *m]}\n", "j.yaml"));

        Assert.All(exception.Diagnostics, d => Assert.StartsWith("JE22", d.Code, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AbsentFileFolderOrOtherEncoding_IsSaid()
    {
        using var folder = new TemporaryFolder();
        string latin = folder.File("latin.yaml");
        File.WriteAllBytes(latin, [.. "judges:\n  - {name: "u8, 0xE4, .. "}\n"u8]);

        Assert.Equal("JE2201", Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Read(folder.File("none.yaml"))).Diagnostics[0].Code);
        Assert.Equal("JE2201", Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Read(folder.Path)).Diagnostics[0].Code);
        Diagnostic encoding = Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Read(latin)).Diagnostics[0];
        Assert.Equal(("JE2202", 2, 12), (encoding.Code, encoding.Location.Line, encoding.Location.Column));
    }
}
