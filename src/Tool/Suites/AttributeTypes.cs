using System.Reflection.Metadata;

namespace JudgeEval.Tool.Suites;

/// <summary>Types in the blobs of attributes, by name: enough to read texts and lists of texts.</summary>
internal sealed class AttributeTypes : ICustomAttributeTypeProvider<string>
{
    public const string SystemType = "System.Type";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => SystemType;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Names.Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Names.Of(reader, handle);

    public string GetTypeFromSerializedName(string name) => name;

    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    public bool IsSystemType(string type) => type == SystemType;
}

/// <summary>Full names out of metadata.</summary>
internal static class Names
{
    /// <summary>The full name of a type, a nested one as <c>Outer+Inner</c>; empty for a type that is constructed of others.</summary>
    public static string Of(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            TypeDefinition type = reader.GetTypeDefinition((TypeDefinitionHandle)handle);
            return type.GetDeclaringType() is { IsNil: false } outer
                ? $"{Of(reader, outer)}+{reader.GetString(type.Name)}"
                : Full(reader.GetString(type.Namespace), reader.GetString(type.Name));
        }

        if (handle.Kind != HandleKind.TypeReference)
        {
            return "";
        }

        TypeReference reference = reader.GetTypeReference((TypeReferenceHandle)handle);
        return reference.ResolutionScope is { Kind: HandleKind.TypeReference } scope
            ? $"{Of(reader, scope)}+{reader.GetString(reference.Name)}"
            : Full(reader.GetString(reference.Namespace), reader.GetString(reference.Name));
    }

    private static string Full(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
