using System.Globalization;
using System.Reflection;

namespace JudgeEval.Conventions.Tests;

/// <summary>Types and constants as C# spells them, with their nullability.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Name(Type type)
    {
        if (type.IsByRef || type.IsPointer)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        string name = Keywords.TryGetValue(type, out string? keyword) ? keyword : Outer(type) + type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    public static string Constant(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        char character => $"'{character}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Of(Type type, NullabilityInfo nullability)
    {
        if (type.IsByRef)
        {
            type = type.GetElementType()!;
        }

        string mark = !type.IsValueType && !type.IsGenericParameter && (nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable) ? "?" : "";
        if (type.IsArray && nullability.ElementType is { } element)
        {
            return $"{Of(type.GetElementType()!, element)}[]{mark}";
        }

        Type[] arguments = type.IsGenericType && Nullable.GetUnderlyingType(type) is null ? type.GetGenericArguments() : [];
        return arguments.Length == 0 || arguments.Length != nullability.GenericTypeArguments.Length || type.IsNested
            ? Name(type) + mark
            : $"{Outer(type)}{type.Name.Split('`')[0]}<{string.Join(", ", arguments.Zip(nullability.GenericTypeArguments, Of))}>{mark}";
    }

    private static string Outer(Type type) => type is { IsNested: true, IsGenericParameter: false } ? Name(type.DeclaringType!).Split('<')[0] + "." : "";

}
