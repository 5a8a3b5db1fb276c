using JudgeEval.Conventions.Tests.Fixtures.Later;

// Each type breaks the order of folders in its own way; the tests must find every one.
namespace JudgeEval.Conventions.Tests.Fixtures.Earlier;

public sealed class FieldOfLater
{
    internal static readonly List<LateType[]> Field = [];
}

public sealed class BaseOfLater : LateBase;

public interface ISignatureOfNothing;

public abstract class SignatureOfLater : ISignatureOfNothing
{
    public abstract void Take(IReadOnlyDictionary<string, LateType> argument);
}

public static class BodyOfLater
{
    public static int Call() => LateType.Number();
}

public static class LambdaOfLater
{
    public static Func<int> Make() => () => LateType.Number();
}

[Late]
public static class AttributeOfLater;
