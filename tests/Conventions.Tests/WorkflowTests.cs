using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Conventions.Tests;

/// <summary>What runs on a build server: pinned, with the least rights, and with no data in the text of a shell.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] Sources = [.. Repository.Files(".github/workflows", ".yml", ".yaml").Append("action.yml")];

    // What a job may have beside contents: read, and which job.
    private static readonly HashSet<string> Granted = new(StringComparer.Ordinal) { ".github/workflows/alignment.yml compare pull-requests: write" };

    [Fact]
    public void Sources_Repository_HoldsTheWorkflowsAndTheAction() =>
        Assert.Equal([".github/workflows/alignment.yml", ".github/workflows/ci.yml", "action.yml"], Sources);

    [Fact]
    public void Uses_EveryAction_IsPinnedByItsHash() => Expect.None(Sources.SelectMany(path => Unpinned(path, Read(path))));

    [Fact]
    public void Run_EveryShell_HoldsNoExpression() => Expect.None(Sources.SelectMany(path => Interpolated(path, Read(path))));

    [Fact]
    public void Triggers_NoWorkflow_RunsAForksCodeWithTheBasesRights() =>
        Expect.None(Sources.Where(path => File.ReadAllText(Repository.Absolute(path)).Contains("pull_request_target", StringComparison.Ordinal)));

    [Fact]
    public void Permissions_EveryJob_HasTheLeast() => Expect.None(Sources.Where(p => p != "action.yml").SelectMany(path => Permissions(path, Read(path))));

    // Others use the action from their own repositories, where a path of this one leads nowhere.
    [Fact]
    public void Action_ScriptsAndInputs_AreThereAndUsed()
    {
        string text = File.ReadAllText(Repository.Absolute("action.yml"));
        string[] runs = [.. Values(Parse(text), "run").OfType<YamlScalarNode>().Select(n => n.Value!)];

        Assert.NotEmpty(runs);
        Assert.All(runs, run =>
        {
            Match script = OwnScript().Match(run);
            Assert.True(script.Success, run);
            string path = Repository.Absolute(script.Groups[1].Value);
            Assert.True(File.Exists(path), path);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), path);
        });
        Assert.All(((YamlMappingNode)Child(Parse(text), "inputs")!).Children.Keys, input => Assert.Contains($"inputs.{input}", text, StringComparison.Ordinal));
        Expect.None(Values(Parse(text), "steps").OfType<YamlSequenceNode>().SelectMany(s => s.Children).Where(s => Child(s, "run") is not null && Child(s, "shell") is null).Select(s => s.ToString()));
    }

    // Each variable that a script demands is given wherever it is run.
    [Fact]
    public void Run_EveryScript_IsGivenWhatItDemands()
    {
        (string Path, string Script, string[] Given)[] steps = [.. Sources.SelectMany(path => Values(Read(path), "steps").OfType<YamlSequenceNode>().SelectMany(s => s.Children)
            .Where(step => Child(step, "run") is YamlScalarNode { Value: var run } && run!.Contains(".sh", StringComparison.Ordinal))
            .Select(step => (path, AnyScript().Match(((YamlScalarNode)Child(step, "run")!).Value!).Value, Child(step, "env") is YamlMappingNode env ? env.Children.Keys.Select(k => k.ToString()).ToArray() : [])))];

        Assert.Equal(8, steps.Length);
        Assert.All(steps, step => Assert.Empty(Demanded().Matches(File.ReadAllText(Repository.Absolute(step.Script))).Select(m => m.Groups[1].Value).Except(step.Given, StringComparer.Ordinal)));
    }

    // Each rule finds a breach of it, so that none passes by looking at nothing.
    [Fact]
    public void Rules_SourceThatBreaksThem_AreEachFound()
    {
        const string Source = """
            permissions:
              contents: write
            jobs:
              a:
                steps:
                  - uses: actions/checkout@v4
                  - run: echo ${{ github.event.pull_request.title }}
              b:
                permissions:
                  contents: read
                  issues: write
                steps: []
            """;
        YamlNode root = Parse(Source);

        Assert.Equal(["w actions/checkout@v4"], Unpinned("w", root));
        Assert.Equal(["w echo ${{ github.event.pull_request.title }}"], Interpolated("w", root));
        Assert.Equal(["w does not begin with permissions: {}", "w a has no permissions of its own", "w b issues: write"], Permissions("w", root));
    }

    private static IEnumerable<string> Unpinned(string path, YamlNode root) => Values(root, "uses").OfType<YamlScalarNode>()
        .Select(n => n.Value!).Where(v => !Pinned().IsMatch(v)).Select(v => $"{path} {v}");

    private static IEnumerable<string> Interpolated(string path, YamlNode root) => Values(root, "run").OfType<YamlScalarNode>()
        .Select(n => n.Value!).Where(v => v.Contains("${{", StringComparison.Ordinal)).Select(v => $"{path} {v}");

    private static IEnumerable<string> Permissions(string path, YamlNode root)
    {
        if (Child(root, "permissions") is not YamlMappingNode { Children.Count: 0 })
        {
            yield return $"{path} does not begin with permissions: {{}}";
        }

        foreach ((YamlNode job, YamlNode body) in ((YamlMappingNode)Child(root, "jobs")!).Children)
        {
            if (Child(body, "permissions") is not YamlMappingNode permissions)
            {
                yield return $"{path} {job} has no permissions of its own";
                continue;
            }

            foreach (string right in permissions.Children.Select(p => $"{p.Key}: {p.Value}").Where(r => r != "contents: read" && !Granted.Contains($"{path} {job} {r}")))
            {
                yield return $"{path} {job} {right}";
            }
        }
    }

    private static IEnumerable<YamlNode> Values(YamlNode node, string key) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(c => c.Key is YamlScalarNode { Value: var name } && name == key ? [c.Value] : Values(c.Value, key)),
        YamlSequenceNode list => list.Children.SelectMany(c => Values(c, key)),
        _ => [],
    };

    private static YamlNode? Child(YamlNode node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;

    private static YamlNode Read(string path) => Parse(File.ReadAllText(Repository.Absolute(path)));

    private static YamlNode Parse(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }

    [GeneratedRegex("^\"\\$GITHUB_ACTION_PATH/(\\.github/scripts/[a-z-]+\\.sh)\"$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnScript();

    [GeneratedRegex(@"\.github/scripts/[a-z-]+\.sh", RegexOptions.CultureInvariant)]
    private static partial Regex AnyScript();

    [GeneratedRegex(@"\$\{([A-Z]+):\?", RegexOptions.CultureInvariant)]
    private static partial Regex Demanded();

    [GeneratedRegex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+@[0-9a-f]{40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Pinned();
}
