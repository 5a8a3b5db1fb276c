using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace JudgeEval.Conventions.Tests;

/// <summary>Lists the public and protected members of an assembly as lines that read like C#, in a stable order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly) => Describe(assembly.GetExportedTypes());

    public static string Describe(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, Type> space in types.GroupBy(t => t.Namespace ?? "").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(space.Key).Append('\n');
            foreach (Type type in space.OrderBy(t => t.FullName, StringComparer.Ordinal))
            {
                text.Append("\n  ").Append(Header(type)).Append('\n');
                foreach (string member in Members(type).Order(StringComparer.Ordinal))
                {
                    text.Append("    ").Append(member).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"delegate {TypeText.Of(invoke.ReturnParameter)} {TypeText.Name(type)}({Parameters(invoke)})";
        }

        bool isRecord = type.GetMethod("PrintMembers", Declared) is not null;
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (isRecord ? "record struct" : "struct"),
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (isRecord ? "record" : "class"),
        };
        IEnumerable<Type> bases = type.IsEnum || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object) ? [] : [type.BaseType];
        string[] all = type.IsEnum ? [] : [.. bases.Concat(OwnInterfaces(type)).Where(t => !IsOfTheCompiler(t, type)).Select(TypeText.Name)];
        return $"{kind} {TypeText.Name(type)}{(all.Length == 0 ? "" : " : " + string.Join(", ", all))}";
    }

    private static IEnumerable<Type> OwnInterfaces(Type type)
    {
        Type[] all = type.GetInterfaces();
        return all.Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.IsPublic && !all.Any(other => other != i && other.GetInterfaces().Contains(i)))
            .OrderBy(TypeText.Name, StringComparer.Ordinal);
    }

    // Every record is equatable to itself; saying so would be noise.
    private static bool IsOfTheCompiler(Type used, Type type) => used.IsGenericType && used.GetGenericTypeDefinition() == typeof(IEquatable<>) && used.GetGenericArguments()[0] == type;

    private static IEnumerable<string> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"{f.Name} = {Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}");
        }

        return type.GetFields(Declared).Where(f => IsSeen(f.IsPublic, f.IsFamily || f.IsFamilyOrAssembly, type)).Select(Field)
            .Concat(type.GetConstructors(Declared).Where(c => IsSeen(c, type)).Select(c => $"{Access(c)}{type.Name.Split('`')[0]}({Parameters(c)})"))
            .Concat(type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(a => IsSeen(a, type)) && p.Name != "EqualityContract").Select(p => Property(p, type)))
            .Concat(type.GetEvents(Declared).Where(e => IsSeen(e.AddMethod!, type)).Select(e => $"event {TypeText.Name(e.EventHandlerType!)} {e.Name}"))
            .Concat(type.GetMethods(Declared).Where(m => IsListed(m) && IsSeen(m, type)).Select(Method));
    }

    private static bool IsSeen(MethodBase method, Type type) => IsSeen(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly, type);

    private static bool IsSeen(bool isPublic, bool isProtected, Type type) => isPublic || (isProtected && !type.IsSealed);

    private static bool IsListed(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        string virtuality = method switch
        {
            { DeclaringType.IsInterface: true } => "",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } when method.GetBaseDefinition().DeclaringType != method.DeclaringType => "override ",
            { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false } => "virtual ",
            _ => "",
        };
        return Access(method) + (method.IsStatic ? "static " : virtuality);
    }

    private static string Field(FieldInfo field)
    {
        string modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        string value = field.IsLiteral ? " = " + TypeText.Constant(field.GetRawConstantValue()) : "";
        return $"{modifiers}{TypeText.Of(field)} {field.Name}{value}";
    }

    private static string Property(PropertyInfo property, Type type)
    {
        MethodInfo first = property.GetAccessors(nonPublic: true).First(a => IsSeen(a, type));
        string getter = property.GetMethod is { } get && IsSeen(get, type) ? " get;" : "";
        string setter = property.SetMethod is { } set && IsSeen(set, type)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        return $"{Modifiers(first)}{required}{TypeText.Of(property)} {name} {{{getter}{setter} }}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Name))}>" : "";
        return $"{Modifiers(method)}{TypeText.Of(method.ReturnParameter)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method)
    {
        string extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extension + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string passing = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } when parameter.IsIn || parameter.IsDefined(typeof(IsReadOnlyAttribute)) => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            _ => "",
        };
        string value = parameter.HasDefaultValue ? " = " + TypeText.Constant(parameter.RawDefaultValue) : "";
        return $"{passing}{TypeText.Of(parameter)} {parameter.Name}{value}";
    }
}
