using System.Globalization;
using System.Text;

namespace JudgeEval.Tool.Tests;

/// <summary>Small datasets made through the importer.</summary>
internal static class Datasets
{
    public const string Prompt =
        """
        ---
        name: quality
        task: single
        output: choice
        ---
        ## user
        How good is <response>{{response}}</response>? Answer with one of {{labels}}.
        """;

    /// <summary>Ten items rated 1..3 by two people who agree, with a judge who is one too high on the last two.</summary>
    public static string Write(TemporaryFolder folder)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < 10; i++)
        {
            int label = 1 + (i % 3);
            int judge = i < 8 ? label : Math.Min(label + 1, 3);
            lines.Append(
                CultureInfo.InvariantCulture,
                $$$"""{"id":"i{{{i}}}","context":"c{{{i}}}","response":"r{{{i}}}","tags":{"topic":"{{{(i < 5 ? "a" : "b")}}}"},"labels":{"anna":{{{label}}},"ben":{{{label}}} },"judges":{"high":{{{judge}}} } }""");
            lines.Append('\n');
        }

        string source = folder.Write("small.jsonl", lines.ToString());
        ToolResult result = CommandLine.Run("import", "jsonl", source, "--out", folder.Root);
        Assert.Equal("", result.Error);
        return folder["small"];
    }
}
