using System.Reflection;
using System.Runtime.CompilerServices;

namespace JudgeEval.Conventions.Tests;

/// <summary>Public values are immutable: no settable property, no open field, no collection that a reader could change.</summary>
public sealed class ImmutabilityTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] ChangeableCollections =
    [
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(SortedDictionary<,>), typeof(SortedSet<>), typeof(Queue<>), typeof(Stack<>),
        typeof(IList<>), typeof(ICollection<>), typeof(IDictionary<,>), typeof(ISet<>),
    ];

    /// <summary>Full name of a type, and why it is mutable.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["JudgeEval.Xunit.JudgeSuiteAttribute"] = "The language lets an attribute take arrays and settable properties only.",
    };

    public static TheoryData<string> Assemblies => [.. Product.Libraries];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_PublicTypes_AreImmutable(string assembly) =>
        Expect.None(Product.Load(assembly).GetExportedTypes().Where(t => !Exceptions.ContainsKey(t.FullName!)).SelectMany(Violations));

    [Fact]
    public void Exceptions_EachIsStillNeeded() =>
        Expect.None(Exceptions.Keys.Where(name => !Product.Libraries.Any(a => Product.Load(a).GetType(name) is { } type && Violations(type).Any())));

    [Fact]
    public void Violations_MutableFixture_EachMemberIsFound()
    {
        string[] expected =
        [
            "Array: returns a collection that can be changed", "Dictionary: returns a collection that can be changed", "Field: is a field that can be set",
            "FrozenArrayField: holds a collection that can be changed", "List: returns a collection that can be changed", "Settable: has a public setter",
            "StaticField: is a field that can be set",
        ];

        Assert.Equal(expected, Violations(typeof(Fixtures.Mutable.MutableInEveryWay)).Select(v => v.Split('.')[^1]).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Violations(Type type)
    {
        // An attribute is the one type whose properties the language sets by name after construction; a delegate and an enum have none.
        bool isAttribute = typeof(Attribute).IsAssignableFrom(type);
        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            if (!isAttribute && property.SetMethod is { IsPublic: true } setter && !IsInitOnly(setter))
            {
                yield return $"{type.FullName}.{property.Name}: has a public setter";
            }

            if (IsChangeable(property.PropertyType))
            {
                yield return $"{type.FullName}.{property.Name}: returns a collection that can be changed";
            }
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(f => !f.IsLiteral && !f.IsSpecialName))
        {
            if (!field.IsInitOnly)
            {
                yield return $"{type.FullName}.{field.Name}: is a field that can be set";
            }
            else if (IsChangeable(field.FieldType))
            {
                yield return $"{type.FullName}.{field.Name}: holds a collection that can be changed";
            }
        }
    }

    private static bool IsInitOnly(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsChangeable(Type type) => type.IsArray || (type.IsGenericType && ChangeableCollections.Contains(type.GetGenericTypeDefinition()));
}
