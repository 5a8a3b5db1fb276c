using JudgeEval.Tool.GitHub;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Review;

namespace JudgeEval.Tool.Commands;

/// <summary>Every command, in the order of the help.</summary>
internal static class CommandTable
{
    /// <summary>The commands.</summary>
    /// <param name="console">Where they read and write.</param>
    public static IEnumerable<ToolCommand> All(ToolConsole console) =>
    [
        AgreeCommand.Create(console),
        CheckCommand.Create(console),
        AlignCommand.Create(console),
        CompareCommand.Create(console),
        LeaderboardCommand.Create(console),
        ExplainCommand.Create(console),
        LintCommand.Create(console),
        CardCommand.Create(console),
        ImportCommand.Create(console),
        RunCommand.Create(console),
        PlanCommand.Create(console),
        DoctorCommand.Create(console),
        PromptCommand.Create(console),
        ValidateCommand.Create(console),
        AcceptCommand.Create(console),
        ReviewCommand.Create(console),
        DiffCommand.Create(console),
        ReportCommand.Create(console),
        SummaryCommand.Create(console),
        GitHubCommand.Create(console),
    ];
}
