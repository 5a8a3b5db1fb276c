using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Tests.Snapshots;

public sealed class SnapshotNamingTests
{
    [Fact]
    public void For_Parameters_FollowVerify()
    {
        // The example of Verify's docs/parameterised.md: MyTest.MyMethod_param1=value1a_param2=value2a.verified.txt
        SnapshotName name = SnapshotNaming.For("dir", "MyTest", "MyMethod", [new("param1", "value1a"), new("param2", "value2a")]);

        Assert.Equal(Path.Combine("dir", "MyTest.MyMethod_param1=value1a_param2=value2a.verified.txt"), name.VerifiedPath);
        Assert.Equal(Path.Combine("dir", "MyTest.MyMethod_param1=value1a_param2=value2a.received.txt"), name.ReceivedPath);
        Assert.Equal("judgeeval accept MyTest", name.AcceptCommand);
    }

    [Fact]
    public void For_NoParametersOrNull_FollowVerify()
    {
        Assert.Equal("Outer.Inner.Align", SnapshotNaming.For("", "Outer.Inner", "Align", []).Name);
        Assert.Equal("T.M_a=null", SnapshotNaming.For("", "T", "M", [new("a", null)]).Name);
    }

    [Theory]
    [InlineData("prompts/support/v1.md", "prompts-support-v1.md")]
    [InlineData("a\\b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i")]
    [InlineData("line\nfeed\0", "line-feed-")]
    [InlineData("x=1, y_2 é", "x=1, y_2 é")]
    public void Sanitise_CharactersNoFileNameMayHave_BecomeDashes(string text, string expected) =>
        Assert.Equal(expected, SnapshotNaming.Sanitise(text));

    [Fact]
    public void FindCollisions_NamesThatMeetInOneFile_AreNamed()
    {
        SnapshotName one = SnapshotNaming.For("d", "T", "M", [new("p", "a/b")]);
        SnapshotName two = SnapshotNaming.For("d", "T", "M", [new("p", "A:b")]);
        SnapshotName other = SnapshotNaming.For("d", "T", "M", [new("p", "c")]);

        Diagnostic found = Assert.Single(SnapshotNaming.FindCollisions([one, other, two]));

        Assert.Equal(
            $"{one.VerifiedPath}: error JE5007: two cases share one snapshot: T.M_p=a-b and T.M_p=A-b; "
            + "their parameters differ only in characters that a file name cannot have, or in upper and lower case; rename one of them",
            found.ToString());
    }
}
