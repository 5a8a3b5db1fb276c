using System.Globalization;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Runs;

/// <summary>Answers that follow from the number of the item, and judges that give them.</summary>
internal static class NumberedAnswers
{
    public static Verdict Answer(JudgeTask task) => Number(task) % 11 == 5
        ? Verdict.Failed(FailureKind.Refused, "no")
        : Verdict.Of(task.Scale.At((Number(task) + task.Repeat + (int)task.Order) % task.Scale.Labels.Length)) with { Rationale = $"because {task.Item.Id}" };

    /// <summary>Completes out of order: every third after several turns of the scheduler, every other at once.</summary>
    public static async ValueTask<Verdict> LateAsync(JudgeTask task, CancellationToken token)
    {
        for (int turn = Number(task) % 3 == 0 ? 20 : 0; turn > 0; turn--)
        {
            await Task.Yield();
        }

        return Answer(task);
    }

    public static FunctionJudge Asking(List<string> asked) => new(task => Ask(asked, task));

    public static Verdict Ask(List<string> asked, JudgeTask task)
    {
        lock (asked)
        {
            asked.Add(task.Item.Id);
        }

        return Answer(task);
    }

    public static int Number(JudgeTask task) =>
        int.TryParse(task.Item.Id.AsSpan(Math.Min(4, task.Item.Id.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    public static JudgeEvalException Missing(JudgeTask task) => new(new Diagnostic("JE3011", $"no {task.Item.Id}", "why", "do", SourceLocation.None));
}
