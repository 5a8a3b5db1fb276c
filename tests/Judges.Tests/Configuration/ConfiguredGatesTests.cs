namespace JudgeEval.Judges.Tests.Configuration;

public class ConfiguredGatesTests
{
    private const string Text =
        """
        gates:
          default: [coverage >= 0.98, metric not more than 0.05 below the baseline]
          support-answers:
            - kappa >= 0.6
            - "kappa >= 0.9 of ceiling"
        """;

    [Fact]
    public void Parse_Gates_KeepTextsAndPlaces()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(Text, "j.yaml");

        Assert.Equal(["default", "support-answers"], configuration.Gates.Select(g => g.Suite));
        Assert.Equal(
            [
                ("coverage >= 0.98", new SourceLocation("j.yaml", 2, 13)),
                ("metric not more than 0.05 below the baseline", new SourceLocation("j.yaml", 2, 31)),
            ],
            configuration.Gates[0].Gates.Select(g => (g.Text, g.Location)));

        // Behind the quotation mark the text begins.
        Assert.Equal(
            [("kappa >= 0.6", new SourceLocation("j.yaml", 4, 7)), ("kappa >= 0.9 of ceiling", new SourceLocation("j.yaml", 5, 8))],
            configuration.Gates[1].Gates.Select(g => (g.Text, g.Location)));
        Assert.Equal(new SourceLocation("j.yaml", 3, 3), configuration.Gates[1].Location);
    }

    [Fact]
    public void GatesOf_SuiteWithoutItsOwn_AreTheDefaultOnes()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(Text, "j.yaml");

        Assert.Equal("support-answers", configuration.GatesOf("support-answers")!.Suite);
        Assert.Equal("default", configuration.GatesOf("other")!.Suite);
        Assert.Equal("default", configuration.GatesOf(null)!.Suite);
        Assert.Null(JudgeEvalConfiguration.Parse("gates:\n  a: [kappa >= 0.6]\n", "j.yaml").GatesOf("b"));
    }

    [Theory]
    [InlineData("gates:\n")]
    [InlineData("judges: []\n")]
    public void Parse_NoGates_AreNone(string text) => Assert.Empty(JudgeEvalConfiguration.Parse(text, "j.yaml").Gates);

    [Theory]
    [InlineData("gates: [kappa >= 0.6]\n", "j.yaml(1,8): error JE2220: 'gates' is no group of suites; each line names a suite and lists its gates; write 'default: [coverage >= 0.98, metric not more than 0.05 below the baseline]' under 'gates:'")]
    [InlineData("gates:\n  a: kappa >= 0.6\n", "j.yaml(2,6): error JE2221: the gates of 'a' are no list; a suite has one or more gates, each a text of one line; write 'default: [coverage >= 0.98, metric not more than 0.05 below the baseline]'")]
    [InlineData("gates:\n  a: []\n", "j.yaml(2,6): error JE2222: 'a' states no gate; a suite without a gate could never fail; write 'default: [coverage >= 0.98, metric not more than 0.05 below the baseline]', or remove the line")]
    [InlineData("gates:\n  a: [{kappa: 0.6}]\n", "j.yaml(2,7): error JE2223: a gate is no text of one line; for example 'kappa >= 0.6' is one; write each gate as a text of one line")]
    [InlineData("gates:\n  a: ['']\n", "j.yaml(2,7): error JE2223: a gate is no text of one line; for example 'kappa >= 0.6' is one; write each gate as a text of one line")]
    [InlineData("gates:\n  '': [kappa >= 0.6]\n", "j.yaml(2,3): error JE2220: a suite under 'gates' has no name; its gates would be nobody's; write 'default: [coverage >= 0.98, metric not more than 0.05 below the baseline]'")]
    [InlineData("gate:\n", "j.yaml(1,1): error JE2204: the field 'gate' of the file is unknown; it would have no effect; did you mean 'gates'?")]
    public void Parse_Mistake_IsNamedWithPlaceAndRemedy(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse(text, "j.yaml")).Message);
}
