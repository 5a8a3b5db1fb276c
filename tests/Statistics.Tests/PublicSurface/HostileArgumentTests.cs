using System.Collections.Immutable;
using System.Reflection;

namespace JudgeEval.Statistics.Tests.PublicSurface;

/// <summary>Every public static method and constructor refuses, by name, an argument that has no meaning.</summary>
public sealed class HostileArgumentTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Members => [.. PublicMember.All.Select(m => m.Name)];

    public static TheoryData<string, string> References => Where(p => !PublicMember.TypeOf(p).IsValueType && !p.IsOut && !IsNullable(p));

    public static TheoryData<string, string> Choices => Where(p => PublicMember.TypeOf(p).IsEnum);

    public static TheoryData<string, string> Arrays =>
        Where(p => PublicMember.TypeOf(p) is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && !p.HasDefaultValue);

    public static TheoryData<string, string> Numbers => Where(p => PublicMember.TypeOf(p) == typeof(double) && !MeansUndefined(p));

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_Samples_AreAccepted(string member) => Assert.Null(Record.Exception(() => Call(member, null, null)));

    [Theory]
    [MemberData(nameof(References))]
    public void Member_Null_Throws(string member, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(() => Call(member, parameter, _ => null)).ParamName);

    [Theory]
    [MemberData(nameof(Choices))]
    public void Member_UndefinedChoice_Throws(string member, string parameter) =>
        Assert.ThrowsAny<ArgumentException>(() => Call(member, parameter, type => Enum.ToObject(type, 99)));

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Member_DefaultArray_Throws(string member, string parameter) =>
        Assert.ThrowsAny<ArgumentException>(() => Call(member, parameter, Activator.CreateInstance));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Member_NaN_Throws(string member, string parameter) =>
        Assert.ThrowsAny<ArgumentException>(() => Call(member, parameter, _ => double.NaN));

    private static object? Call(string member, string? changed, Func<Type, object?>? value)
    {
        PublicMember called = PublicMember.Find(member);
        return called.Call([.. called.Parameters.Select(p => p.Name == changed ? value!(PublicMember.TypeOf(p)) : Samples.For(p.Member, p))]);
    }

    private static TheoryData<string, string> Where(Func<ParameterInfo, bool> condition)
    {
        TheoryData<string, string> rows = [];
        foreach (PublicMember member in PublicMember.All)
        {
            foreach (ParameterInfo parameter in member.Parameters.Where(condition))
            {
                rows.Add(member.Name, parameter.Name!);
            }
        }

        return rows;
    }

    private static bool IsNullable(ParameterInfo parameter) => Nullability.Create(parameter).WriteState == NullabilityState.Nullable;

    /// <summary>Numbers that a caller may not have, as their documentation says: NaN is then the answer that there is none.</summary>
    private static bool MeansUndefined(ParameterInfo parameter) =>
        parameter.Member.DeclaringType == typeof(BootstrapInterval) && parameter.Name is "estimate" or "acceleration" or "standardError";
}
