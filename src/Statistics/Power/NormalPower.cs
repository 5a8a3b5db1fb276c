using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>Tests whose statistic is normal with variance 1, around 0 under the null hypothesis.</summary>
internal static class NormalPower
{
    /// <summary>The probability of rejection when the statistic stands around <paramref name="shift"/>.</summary>
    public static double Reject(double shift, PowerTarget target)
    {
        double critical = target.CriticalZ;
        return target.Alternative switch
        {
            Alternative.Greater => Normal.CDF(0, 1, shift - critical),
            Alternative.Less => Normal.CDF(0, 1, -shift - critical),
            _ => Normal.CDF(0, 1, shift - critical) + Normal.CDF(0, 1, -shift - critical),
        };
    }

    /// <summary>Throws unless the number is a confidence level.</summary>
    public static void ValidateConfidence(double confidence)
    {
        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence level lies between 0 and 1.");
        }
    }

    /// <summary>The distance from 0 at which the test has the target's power.</summary>
    public static double NeededShift(PowerTarget target)
    {
        if (target.Alternative != Alternative.TwoSided)
        {
            return target.CriticalZ + target.PowerZ;
        }

        // The far tail adds little, but it adds.
        double near = target.CriticalZ + target.PowerZ;
        return NeededCount.FindEffect(0, Math.Max(near, 0) + 1, target.Power, shift => Reject(shift, target))!.Value;
    }
}
