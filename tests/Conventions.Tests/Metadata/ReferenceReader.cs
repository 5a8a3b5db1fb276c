using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace JudgeEval.Conventions.Tests.Metadata;

/// <summary>Reads every use of a type or member out of a compiled assembly: bases, interfaces, attributes, signatures, locals and method bodies.</summary>
internal sealed class ReferenceReader
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _file;
    private readonly TypeNames _names;
    private readonly HashSet<Reference> _found = [];

    private ReferenceReader(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _names = new TypeNames(_metadata);
    }

    /// <summary>The simple names of the assemblies that an assembly references.</summary>
    public static ImmutableArray<string> Assemblies(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The uses that stand in an assembly.</summary>
    public static ImmutableArray<Reference> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = new ReferenceReader(file);
        foreach (TypeDefinitionHandle type in reader._metadata.TypeDefinitions)
        {
            reader.ReadType(type);
        }

        return [.. reader._found.OrderBy(r => r.From, StringComparer.Ordinal).ThenBy(r => r.ToType, StringComparer.Ordinal).ThenBy(r => r.Member, StringComparer.Ordinal)];
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        TypeName from = _names.Of(handle);
        AddTypes(from, _names.All(type.BaseType));
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            AddTypes(from, _names.All(_metadata.GetInterfaceImplementation(implementation).Interface));
        }

        AddAttributes(from, type.GetCustomAttributes());
        AddConstraints(from, type.GetGenericParameters());
        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            FieldDefinition definition = _metadata.GetFieldDefinition(field);
            AddTypes(from, definition.DecodeSignature(_names, null));
            AddAttributes(from, definition.GetCustomAttributes());
        }

        foreach (PropertyDefinitionHandle property in type.GetProperties())
        {
            AddAttributes(from, _metadata.GetPropertyDefinition(property).GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            ReadMethod(from, _metadata.GetMethodDefinition(method));
        }
    }

    private void ReadMethod(TypeName from, MethodDefinition method)
    {
        AddSignature(from, method.DecodeSignature(_names, null));
        AddAttributes(from, method.GetCustomAttributes());
        AddConstraints(from, method.GetGenericParameters());
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            foreach (ImmutableArray<TypeName> local in _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null))
            {
                AddTypes(from, local);
            }
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            AddTypes(from, _names.All(region.CatchType));
        }

        foreach (int token in InstructionTokens.Read(body.GetILReader()))
        {
            AddToken(from, MetadataTokens.EntityHandle(token));
        }
    }

    private void AddToken(TypeName from, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                MethodSpecification specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                foreach (ImmutableArray<TypeName> argument in specification.DecodeSignature(_names, null))
                {
                    AddTypes(from, argument);
                }

                AddToken(from, specification.Method);
                break;
            case HandleKind.MemberReference:
                AddMember(from, _metadata.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodDefinition:
                MethodDefinition method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                AddMember(from, _names.All(method.GetDeclaringType()), _metadata.GetString(method.Name), 0);
                break;
            case HandleKind.FieldDefinition:
                FieldDefinition field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                AddMember(from, _names.All(field.GetDeclaringType()), _metadata.GetString(field.Name), 0);
                break;
            default:
                AddTypes(from, _names.All(handle));
                break;
        }
    }

    private void AddMember(TypeName from, MemberReference member)
    {
        int parameters = 0;
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            MethodSignature<ImmutableArray<TypeName>> signature = member.DecodeMethodSignature(_names, null);
            AddSignature(from, signature);
            parameters = signature.ParameterTypes.Length;
        }
        else
        {
            AddTypes(from, member.DecodeFieldSignature(_names, null));
        }

        AddMember(from, _names.All(member.Parent), _metadata.GetString(member.Name), parameters);
    }

    private void AddMember(TypeName from, ImmutableArray<TypeName> declaring, string member, int parameters)
    {
        AddTypes(from, declaring);
        if (!declaring.IsEmpty)
        {
            _found.Add(new Reference(from.Namespace, from.FullName, declaring[0].Namespace, declaring[0].FullName, member, parameters));
        }
    }

    private void AddSignature(TypeName from, MethodSignature<ImmutableArray<TypeName>> signature)
    {
        AddTypes(from, signature.ReturnType);
        foreach (ImmutableArray<TypeName> parameter in signature.ParameterTypes)
        {
            AddTypes(from, parameter);
        }
    }

    private void AddAttributes(TypeName from, CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            AddToken(from, _metadata.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void AddConstraints(TypeName from, GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterConstraintHandle constraint in parameters.SelectMany(p => _metadata.GetGenericParameter(p).GetConstraints()))
        {
            AddTypes(from, _names.All(_metadata.GetGenericParameterConstraint(constraint).Type));
        }
    }

    private void AddTypes(TypeName from, ImmutableArray<TypeName> types)
    {
        foreach (TypeName type in types)
        {
            _found.Add(new Reference(from.Namespace, from.FullName, type.Namespace, type.FullName, null, 0));
        }
    }
}
