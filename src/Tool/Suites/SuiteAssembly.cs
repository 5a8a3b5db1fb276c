using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using JudgeEval.Xunit;

namespace JudgeEval.Tool.Suites;

/// <summary>Reads the suites of a compiled test assembly without loading it.</summary>
internal static class SuiteAssembly
{
    private const string Attribute = "JudgeEval.Xunit.JudgeSuiteAttribute";

    /// <summary>The suites that state a margin or leave their gates to <c>judgeeval.yaml</c>, sorted by test; none for a file that is no managed assembly.</summary>
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
                let attribute = SuiteAttribute(reader, handle)
                where attribute is not null
                let found = calls.Find(handle)
                where !found.Margins.IsEmpty || found.Configured
                let test = Test(reader, handle)
                select new CompiledSuite(test.FullyQualifiedName, Datasets(attribute.Value), found.Margins)
                {
                    Name = attribute.Value.NamedArguments.FirstOrDefault(a => a.Name == "Name").Value as string ?? test.DefaultSuiteName,
                    IsConfigured = found.Configured,
                }).OrderBy(suite => suite.Test, StringComparer.Ordinal),
        ];
    }

    private static SuiteMethod Test(MetadataReader reader, MethodDefinitionHandle handle)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        return new SuiteMethod("", Names.Of(reader, method.GetDeclaringType()), reader.GetString(method.Name));
    }

    private static CustomAttributeValue<string>? SuiteAttribute(MetadataReader reader, MethodDefinitionHandle handle)
    {
        foreach (CustomAttribute attribute in reader.GetMethodDefinition(handle).GetCustomAttributes().Select(reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && Names.Of(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) == Attribute)
            {
                return attribute.DecodeValue(new AttributeTypes());
            }
        }

        return null;
    }

    private static ImmutableArray<string> Datasets(CustomAttributeValue<string> attribute) => attribute.FixedArguments[0] switch
    {
        { Type: nameof(PrimitiveTypeCode.String), Value: string dataset } => [dataset],
        { Value: ImmutableArray<CustomAttributeTypedArgument<string>> several } => [.. several.Select(d => d.Value).OfType<string>()],
        _ => [],
    };
}
