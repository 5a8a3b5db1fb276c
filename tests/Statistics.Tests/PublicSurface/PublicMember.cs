using System.Linq.Expressions;
using System.Reflection;

namespace JudgeEval.Statistics.Tests.PublicSurface;

/// <summary>A public static method or constructor that can be called with boxed arguments; arrays stand for spans.</summary>
internal sealed class PublicMember
{
    private static readonly Dictionary<string, PublicMember> ByName =
        typeof(Estimate).Assembly.GetExportedTypes().SelectMany(Members).Select(m => new PublicMember(m)).ToDictionary(m => m.Name, StringComparer.Ordinal);

    private readonly Func<object?[], object?> _call;

    private PublicMember(MethodBase member)
    {
        Parameters = member.GetParameters();
        Name = $"{member.DeclaringType!.Name}.{(member is ConstructorInfo ? "new" : member.Name)}({string.Join(", ", Parameters.Select(p => p.Name))})";
        int same = member.DeclaringType.GetMember(member.Name).OfType<MethodBase>().Count(m => m.GetParameters().Select(p => p.Name).SequenceEqual(Parameters.Select(p => p.Name)));
        Name += same > 1 ? ": " + string.Join(", ", Parameters.Select(p => p.ParameterType.Name)) : "";
        _call = Compile(member, Parameters);
    }

    public static IEnumerable<PublicMember> All => ByName.Values;

    public string Name { get; }

    public ParameterInfo[] Parameters { get; }

    public static PublicMember Find(string name) => ByName[name];

    public object? Call(object?[] arguments) => _call(arguments);

    public static Type TypeOf(ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    /// <summary>Records that only carry results may hold whatever they are given; options are checked by whoever takes them.</summary>
    private static IEnumerable<MethodBase> Members(Type type) => typeof(Delegate).IsAssignableFrom(type) || type.IsEnum || type.IsInterface
        ? []
        : type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName).Cast<MethodBase>()
            .Concat(type.GetMethod("<Clone>$") is null && !type.IsValueType ? type.GetConstructors() : []);

    private static Func<object?[], object?> Compile(MethodBase member, ParameterInfo[] parameters)
    {
        ParameterExpression boxed = Expression.Parameter(typeof(object?[]));
        ParameterExpression[] locals = [.. parameters.Where(p => p.IsOut).Select(p => Expression.Variable(TypeOf(p), p.Name))];
        Expression[] values =
        [
            .. parameters.Select((p, i) => locals.FirstOrDefault(local => local.Name == p.Name) ?? (Expression)Argument(TypeOf(p), Expression.ArrayIndex(boxed, Expression.Constant(i)))),
        ];
        Expression call = member is ConstructorInfo constructor ? Expression.New(constructor, values) : Expression.Call((MethodInfo)member, values);
        return Expression.Lambda<Func<object?[], object?>>(Expression.Block(typeof(object), locals, Expression.Convert(call, typeof(object))), boxed).Compile();
    }

    private static UnaryExpression Argument(Type type, BinaryExpression boxed)
    {
        if (!type.IsByRefLike)
        {
            return Expression.Convert(boxed, type);
        }

        Type array = type.GetGenericArguments()[0].MakeArrayType();
        return Expression.Convert(Expression.Convert(boxed, array), type, type.GetMethod("op_Implicit", [array]));
    }
}
