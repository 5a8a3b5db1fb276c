using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Imports;
using Xunit.Sdk;

namespace JudgeEval.Tool.Tests.Documentation;

/// <summary>The one-liners and options of docs/importing.md.</summary>
public sealed class ImportingPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestFolders.Repository, "docs/importing.md")).ReplaceLineEndings("\n");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_Log_IsImported()
    {
        string log = _folder.Write("log.jsonl", Block("json") + "{\"item\":\"q2\",\"annotator\":\"anna\",\"label\":\"bad\"}\n");

        ToolResult result = CommandLine.Run("import", "judgements", log, "--out", _folder["out"]);

        Assert.Equal(0, result.Code);
        Assert.StartsWith($"{Path.Combine(_folder["out"], "log")}: 2 items, 1 annotator, 2 annotations, 1 judge", result.Out, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("python", "python3", "log.py", "anna", "good")]
    [InlineData("js", "node", "log.mjs", "ben", "bad")]
    public void Page_OneLiner_LogsAJudgement(string language, string program, string file, string annotator, string label)
    {
        _folder.Write(file, Block(language));
        Skip.IfNot(TryRun(program, file), $"{program} is not there");

        JsonElement item = Imported().GetProperty("preview")[0].GetProperty("people")[0];
        Assert.Equal((annotator, label), (item.GetProperty("name").GetString(), item.GetProperty("label").GetString()));
    }

    [Fact]
    public void Page_OneLinerOfDotnet_LogsAJudgement()
    {
        Assert.Contains(
            "static void Judged(object fields) => File.AppendAllText(\"log.jsonl\", JsonSerializer.Serialize(fields) + \"\\n\");\n\n"
            + "Judged(new { item = \"q1\", response = \"On its way.\", judge = \"gpt-4o\", label = 4, repeat = 0 });\n",
            Page, StringComparison.Ordinal);

        // The same, with the path of the test's folder.
        string log = _folder["log.jsonl"];
        void Judged(object fields) => File.AppendAllText(log, JsonSerializer.Serialize(fields) + "\n");
        Judged(new { item = "q1", response = "On its way.", judge = "gpt-4o", label = 4, repeat = 0 });

        JsonElement verdict = Imported().GetProperty("preview")[0].GetProperty("judges")[0];
        Assert.Equal(("gpt-4o", "4"), (verdict.GetProperty("name").GetString(), verdict.GetProperty("label").GetString()));
    }

    [Fact]
    public void Page_Options_AreThoseOfTheCommand()
    {
        string help = CommandLine.Run("import", "--help").Out;
        string[] options =
        [
            .. Regex.Matches(Page, "`(?<option>--[a-z-]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => m.Groups["option"].Value).Distinct(StringComparer.Ordinal),
        ];

        Assert.True(options.Length > 15);
        Assert.All(options, option => Assert.Contains(option, help, StringComparison.Ordinal));
        Assert.Contains($"`{ImportedFolder.LogFile}`", Page, StringComparison.Ordinal);
    }

    // People's labels of two kinds make the scale that the one judgement of the page needs.
    private JsonElement Imported()
    {
        File.AppendAllText(
            _folder["log.jsonl"],
            "{\"item\":\"q9\",\"annotator\":\"zoe\",\"label\":\"good\"}\n{\"item\":\"q9\",\"annotator\":\"zed\",\"label\":\"bad\"}\n");
        ToolResult result = CommandLine.Run("import", "judgements", _folder["log.jsonl"], "--dry-run", "--json");
        Assert.True(result.Code == 0, result.Error);
        return result.Json().GetProperty("datasets")[0];
    }

    private bool TryRun(string program, string file)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, file) { WorkingDirectory = Path.GetDirectoryName(_folder[file])! })!;
            process.WaitForExit();
            return process.ExitCode == 0 ? true : throw new XunitException($"{program} {file} failed");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Block(string language)
    {
        string start = $"```{language}\n";
        int at = Page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return Page[at..Page.IndexOf("```", at, StringComparison.Ordinal)];
    }
}
