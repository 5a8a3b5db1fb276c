using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace JudgeEval.Tool.Suites;

/// <summary>Reads the suites of a compiled test assembly without loading it.</summary>
internal static class SuiteAssembly
{
    private const string Attribute = "JudgeEval.Xunit.JudgeSuiteAttribute";

    /// <summary>The suites that state a margin, sorted by test; none for a file that is no managed assembly.</summary>
    /// <param name="path">The assembly.</param>
    public static ImmutableArray<CompiledSuite> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var file = new PEReader(stream);
        if (!file.HasMetadata)
        {
            return [];
        }

        MetadataReader reader = file.GetMetadataReader();
        using SourcePlaces places = SourcePlaces.Open(file, path);
        var calls = new MarginCalls(file, reader, places);
        return
        [
            .. (from handle in reader.MethodDefinitions
                let datasets = Datasets(reader, handle)
                where datasets is not null
                let margins = calls.Find(handle)
                where !margins.IsEmpty
                select new CompiledSuite(Test(reader, handle), datasets.Value, margins)).OrderBy(suite => suite.Test, StringComparer.Ordinal),
        ];
    }

    private static string Test(MetadataReader reader, MethodDefinitionHandle handle)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        return $"{Names.Of(reader, method.GetDeclaringType())}.{reader.GetString(method.Name)}";
    }

    private static ImmutableArray<string>? Datasets(MetadataReader reader, MethodDefinitionHandle handle)
    {
        foreach (CustomAttribute attribute in reader.GetMethodDefinition(handle).GetCustomAttributes().Select(reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && Names.Of(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) == Attribute)
            {
                return attribute.DecodeValue(new AttributeTypes()).FixedArguments[0] switch
                {
                    { Type: nameof(PrimitiveTypeCode.String), Value: string dataset } => [dataset],
                    { Value: ImmutableArray<CustomAttributeTypedArgument<string>> several } => [.. several.Select(d => d.Value).OfType<string>()],
                    _ => ImmutableArray<string>.Empty,
                };
            }
        }

        return null;
    }
}
