using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>The one order of judgements: by item (ordinal), repeat, order.</summary>
internal static class VerdictKey
{
    public static int Compare((string Item, int Repeat, PresentationOrder Order) left, (string Item, int Repeat, PresentationOrder Order) right)
    {
        int byItem = string.CompareOrdinal(left.Item, right.Item);
        int byRepeat = byItem != 0 ? byItem : left.Repeat.CompareTo(right.Repeat);
        return byRepeat != 0 ? byRepeat : ((int)left.Order).CompareTo((int)right.Order);
    }
}
