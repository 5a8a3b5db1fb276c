using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Xunit;

namespace JudgeEval.Tool.Tests.Suites;

// Compiled to be read, never run.
#pragma warning disable xUnit1000, CA1812, IDE0051, CA1822
internal static class SampleSuites
{
    private const double Constant = 0.01;

    private static readonly double Variable = Environment.TickCount;

    private sealed class Tight
    {
        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task Lambda(JudgeCase judge) => judge.ShouldAlign(gate => gate.CohenKappa.AtLeast(0.6).NotWorseThanBaseline(0.01));

        [Theory, JudgeSuite(["other", "data/answers"], Verdicts = "*.jsonl")]
        public async Task Async(JudgeCase judge)
        {
            await Task.Yield();
            await judge.ShouldAlign(gate => gate.That(Gate.NotWorseThanBaseline(Constant, AlignmentMetric.PercentAgreement)));
        }

        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task Helper(JudgeCase judge) => judge.ShouldAlign(Gates);

        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task Default(JudgeCase judge) => judge.ShouldAlign(gate => gate.CohenKappa.NotWorseThanBaseline());

        [Theory, JudgeSuite("answers", Name = "named", Verdicts = "*.jsonl")]
        public Task Configured(JudgeCase judge) => judge.ShouldAlign();

        private static void Gates(GateBuilder gate) => gate.That(Gate.NotWorseThanBaseline(0.01));
    }

    private sealed class Silent
    {
        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task Wide(JudgeCase judge) => judge.ShouldAlign(gate => gate.NotWorseThanBaseline(0.2));

        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task NotConstant(JudgeCase judge) => judge.ShouldAlign(gate => gate.NotWorseThanBaseline(Variable));

        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task Computed(JudgeCase judge) => judge.ShouldAlign(gate => gate.NotWorseThanBaseline(Variable * 0.01).That(Gate.NotWorseThanBaseline(0.01 / Variable)));

        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task OtherUnits(JudgeCase judge) => judge.ShouldAlign(gate => gate
            .MeanAbsoluteError.NotWorseThanBaseline(0.01)
            .JensenShannon.NotWorseThanBaseline(0.01)
            .That(Gate.NotWorseThanBaseline(0.01, AlignmentMetric.MeanAbsoluteError)));

        [Theory, JudgeSuite("answers", Verdicts = "*.jsonl")]
        public Task Slices(JudgeCase judge) => judge.ShouldAlign(gate => gate.CohenKappa.PerSlice("topic").NotWorseThanBaseline(0.01));

        [Theory, JudgeSuite("gone", Verdicts = "*.jsonl")]
        public Task Absent(JudgeCase judge) => judge.ShouldAlign(gate => gate.NotWorseThanBaseline(0.01));

        // Called by nobody's gates.
        public static void Elsewhere(GateBuilder gate) => gate.NotWorseThanBaseline(0.01);
    }
}
