namespace JudgeEval.Harness.Tests.Datasets;

public sealed class HeadErrorTests
{
    [Theory]
    [InlineData(
        "name: 'x\ntask: single",
        "dataset.yaml(1,7): error JE1010: malformed YAML; while scanning a quoted scalar, found unexpected end of stream; correct the YAML here or just above")]
    [InlineData(
        "name: x\nscale: [{level: nominal\ntask: single\n",
        "dataset.yaml(3,1): error JE1010: malformed YAML; a list or group in brackets is not closed before this place; correct the YAML here or just above")]
    [InlineData("name: x\nname: y\n", "dataset.yaml(2,1): error JE1010: malformed YAML; duplicate key name; correct the YAML here or just above")]
    [InlineData(
        "name: x\n---\nname: y\n",
        "dataset.yaml(3,1): error JE1010: malformed YAML; a second document starts here, and a dataset has one; correct the YAML here or just above")]
    [InlineData(
        "- x\n",
        "dataset.yaml(1,1): error JE1013: 'dataset.yaml' cannot be a list; it is a mapping of fields such as 'name: my-dataset'; correct 'dataset.yaml'")]
    public void Read_YamlIsNotAMapping_SaysWhereAndWhy(string yaml, string expected) => AssertHas(yaml, expected);

    [Fact]
    public void Read_YamlIsEmpty_NamesEveryMissingField()
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", "# nothing yet\n");

        Assert.Equal(
            [
                "dataset.yaml(1,1): error JE1012: the field 'name' is missing; it has no default; add it, for example 'name: my-dataset'",
                "dataset.yaml(1,1): error JE1012: the field 'task' is missing; it has no default; add it, for example 'task: single'",
                "dataset.yaml(1,1): error JE1012: the field 'scale' is missing; it has no default; add it, for example 'scale: {level: ordinal, min: 1, max: 5}'",
            ],
            folder.Errors());
    }

    [Theory]
    [InlineData(
        "scael: {level: ordinal}",
        "dataset.yaml(3,1): error JE1011: unknown field 'scael'; did you mean 'scale'? dataset.yaml has the fields name, version, description, licence, license, "
        + "source, task, scale, positive, subjectivity, splits, card; correct the name, or move a field of your own under 'card'")]
    [InlineData(
        "scale: {level: ordinal, min: 1, mx: 5}",
        "dataset.yaml(3,33): error JE1011: unknown field 'mx'; did you mean 'max'? 'scale' has the fields level, labels, min, max, missing, positive, outOfScale; "
        + "correct the name, or move a field of your own under 'card'")]
    [InlineData(
        "subjectivity: latent-patern",
        "dataset.yaml(3,15): error JE1013: 'subjectivity' cannot be 'latent-patern'; did you mean 'latent-pattern'? "
        + "it is one of manifest, latent-pattern, latent-projective, latentPattern, latentProjective; correct 'subjectivity'")]
    [InlineData("version: [1, 2]", "dataset.yaml(3,10): error JE1013: 'version' cannot be a list; it is one text; correct 'version'")]
    [InlineData("licence: MIT\nlicense: MIT", "dataset.yaml(4,10): error JE1023: the key 'license' stands twice; only one of the two values could be kept; delete one of them")]
    [InlineData("splits: [dev, dev]", "dataset.yaml(3,15): error JE1013: 'splits' cannot be 'dev' twice; every split is declared once; correct 'splits'")]
    [InlineData("card: none", "dataset.yaml(3,7): error JE1013: 'card' cannot be 'none'; it is a mapping of your own fields; correct 'card'")]
    [InlineData("card: {a: {b: c}}", "dataset.yaml(3,11): error JE1013: 'a card field' cannot be a mapping; it is a text or a list of texts; correct 'a card field'")]
    public void Read_FieldIsWrong_SaysWhereAndWhy(string line, string expected) => AssertHas($"name: x\ntask: single\n{line}\n", expected);

    [Fact]
    public void Read_TaskIsUnknown_OffersTheNearest() => AssertHas(
        "name: x\ntask: singel\n",
        "dataset.yaml(2,7): error JE1013: 'task' cannot be 'singel'; did you mean 'single'? it is one of single, preference; correct 'task'");

    [Theory]
    [InlineData(
        "{level: ordnal}",
        "dataset.yaml(3,16): error JE1013: 'level' cannot be 'ordnal'; did you mean 'ordinal'? it is one of nominal, ordinal, interval, ratio, preference; correct 'level'")]
    [InlineData("{min: 1, max: 5}", "dataset.yaml(3,8): error JE1012: the field 'scale.level' is missing; it has no default; add it, for example 'level: ordinal'")]
    [InlineData("{level: ordinal, min: one, max: 5}", "dataset.yaml(3,30): error JE1013: 'min' cannot be 'one'; it is a number; correct 'min'")]
    [InlineData("{level: interval, min: 5, max: 1}", "dataset.yaml(3,31): error JE1014: 'min' is not below 'max'; there would be no labels between them; correct 'min' or 'max'")]
    [InlineData("{level: ratio, min: -1}", "dataset.yaml(3,28): error JE1014: 'min' is negative; zero means none on a ratio scale; correct 'min', or use the level 'interval'")]
    [InlineData(
        "{level: ordinal, min: 1.5, max: 5}",
        "dataset.yaml(3,30): error JE1014: 'min' and 'max' do not span an ordinal scale; its labels are the whole numbers between them, at most 1000; "
        + "give whole numbers, list the labels under 'labels', or use the level 'interval'")]
    [InlineData(
        "{level: ordinal, labels: [3, 2]}",
        "dataset.yaml(3,37): error JE1014: the label '2' is not above the one before it; ordinal labels are listed from low to high; sort the labels")]
    [InlineData("{level: nominal}", "dataset.yaml(3,8): error JE1014: the scale has fewer than two labels; a scale of level 'nominal' needs at least two; list them under 'labels'")]
    [InlineData("{level: nominal, labels: [a, a]}", "dataset.yaml(3,37): error JE1014: 'a' stands twice in 'labels'; every label has one place on the scale; delete one of them")]
    [InlineData("{level: nominal, labels: [a, '']}", "dataset.yaml(3,37): error JE1027: a text of 'labels' is empty; it could not be told apart or written down again; correct the value")]
    [InlineData(
        "{level: nominal, labels: [a, b], min: 1}",
        "dataset.yaml(3,46): error JE1014: 'min' does not belong here; a scale of level 'nominal' lists its labels under 'labels'; delete 'min'")]
    [InlineData(
        "{level: interval, labels: [a, b]}",
        "dataset.yaml(3,34): error JE1014: 'labels' does not belong here; the labels of a scale of level 'interval' are numbers between 'min' and 'max'; delete 'labels'")]
    [InlineData("{level: nominal, labels: [Yes, No], positive: yes}", "dataset.yaml(3,54): error JE1013: 'positive' cannot be 'yes'; did you mean 'Yes'? it is one of the labels Yes, No; correct 'positive'")]
    [InlineData("{level: ordinal, min: 1, max: 3}\npositive: 7", "dataset.yaml(4,11): error JE1013: 'positive' cannot be '7'; it is one of the labels 1, 2, 3; correct 'positive'")]
    [InlineData(
        "{level: nominal, labels: [Yes, No], positive: Yes}\npositive: No",
        "dataset.yaml(4,11): error JE1014: 'positive' is stated twice and differently; the scale says 'Yes'; delete one of the two")]
    [InlineData(
        "{level: interval, positive: 1}",
        "dataset.yaml(3,36): error JE1014: a scale of level 'interval' has no positive label; only one of two categories can be positive; delete 'positive'")]
    [InlineData(
        "{level: nominal, labels: [a, b], missing: [a]}",
        "dataset.yaml(3,50): error JE1014: the text 'a' is both a label and missing; a row with it could mean either; delete it from 'missing' or from the labels")]
    [InlineData("{level: nominal, labels: [a, b], outOfScale: clip}", "dataset.yaml(3,53): error JE1014: labels that are no numbers cannot be clipped; they have no ends to clip to; use 'exclude'")]
    [InlineData(
        "{level: preference}",
        "dataset.yaml(3,16): error JE1014: a scale of level 'preference' cannot label single responses; 'task' is 'single'; correct 'task' or the level")]
    [InlineData("ordinal", "dataset.yaml(3,8): error JE1013: 'scale' cannot be 'ordinal'; it is a mapping such as '{level: ordinal, min: 1, max: 5}'; correct 'scale'")]
    public void Read_ScaleIsWrong_SaysWhereAndWhy(string scale, string expected) => AssertHas($"name: x\ntask: single\nscale: {scale}\n", expected);

    [Fact]
    public void Read_PreferenceWithOtherLabels_NamesTheLawfulOnes() => AssertHas(
        "name: x\ntask: preference\nscale: {level: preference, labels: [A, B, C]}\n",
        "dataset.yaml(3,36): error JE1014: these are not the labels of a preference; what they would say of A and B would have to be guessed; "
        + "use [A_2, A_1, N, B_1, B_2] or [A, N, B]");

    private static void AssertHas(string yaml, string expected)
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", yaml);
        Assert.Contains(expected, folder.Errors());
    }
}
