using JudgeEval.Conventions.Tests.Fixtures.Earlier;

namespace JudgeEval.Conventions.Tests.Fixtures.Later;

public sealed class LateType
{
    public static int Number() => 1;
}

public abstract class LateBase;

[AttributeUsage(AttributeTargets.Class)]
public sealed class LateAttribute : Attribute;

/// <summary>Uses what comes before it, which is lawful.</summary>
public static class UseOfEarlier
{
    public static int Call() => BodyOfLater.Call();
}
