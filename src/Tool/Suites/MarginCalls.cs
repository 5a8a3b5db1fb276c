using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Tool.Suites;

/// <summary>
/// Finds the calls of <c>NotWorseThanBaseline</c> in a method and in what it leads to within its assembly: its lambdas, its state machine, the methods that
/// it hands on or calls. The assembly is read and never loaded, so that it may be of any platform.
/// </summary>
internal sealed class MarginCalls(PEReader file, MetadataReader reader, SourcePlaces places)
{
    private const string Call = "NotWorseThanBaseline";
    private const string OurNamespace = "JudgeEval.";
    private const string Case = "JudgeEval.Xunit.JudgeCase";
    private const string Align = "ShouldAlign";

    private const string Metric = "JudgeEval.Harness.Gates.GateMetric";

    // Figures of which less is better are no shares, and slices have other items: of neither the number of items says what a margin can see.
    private static readonly string[] OtherReceivers = ["get_MeanAbsoluteError", "get_JensenShannon", "PerSlice"];

    // How a metric, or none, is put on the stack: as a constant, or as a local that is the default.
    private static readonly string[] OfMetric = ["nop", "ldc.i4", "ldloc", "initobj", "newobj"];

    private static readonly string[] StateMachines =
    [
        "System.Runtime.CompilerServices.AsyncStateMachineAttribute", "System.Runtime.CompilerServices.IteratorStateMachineAttribute",
    ];

    private bool _configured;

    /// <summary>The margins that are constants, in the order of the code, and whether gates are left to <c>judgeeval.yaml</c>.</summary>
    /// <param name="test">The method.</param>
    public (ImmutableArray<SuiteMargin> Margins, bool Configured) Find(MethodDefinitionHandle test)
    {
        _configured = false;
        var found = ImmutableArray.CreateBuilder<SuiteMargin>();
        var seen = new HashSet<MethodDefinitionHandle> { test };
        var open = new Queue<MethodDefinitionHandle>(seen);
        while (open.TryDequeue(out MethodDefinitionHandle method))
        {
            foreach (MethodDefinitionHandle next in Read(method, found).Concat(Machine(method)).Where(seen.Add))
            {
                open.Enqueue(next);
            }
        }

        return (found.ToImmutable(), _configured);
    }

    private List<MethodDefinitionHandle> Read(MethodDefinitionHandle method, ImmutableArray<SuiteMargin>.Builder found)
    {
        var next = new List<MethodDefinitionHandle>();
        int address = reader.GetMethodDefinition(method).RelativeVirtualAddress;
        if (address == 0)
        {
            return next;
        }

        IReadOnlyList<IlInstruction> body = IlInstructions.Read(file.GetMethodBody(address));
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i].Token == 0)
            {
                continue;
            }

            _configured |= IsAlignWithoutGates(body[i].Token);
            if (IsMarginCall(body[i].Token))
            {
                if (Constant(body, i) is { } margin)
                {
                    found.Add(places.At(method, body[i].Offset) is var (source, line) ? new SuiteMargin(margin, source, line) : new SuiteMargin(margin, null, 0));
                }
            }
            else if (Definition(MetadataTokens.EntityHandle(body[i].Token)) is { IsNil: false } definition)
            {
                next.Add(definition);
            }
        }

        return next;
    }

    // The number that stands before the call among its arguments: nothing is computed with it, and after it only the metric is put in its place. Before it
    // stands what the gate is stated on.
    private double? Constant(IReadOnlyList<IlInstruction> body, int call)
    {
        int at = call - 1;
        while (at >= 0 && double.IsNaN(body[at].Number))
        {
            bool ofMetric = Array.Exists(OfMetric, start => body[at].Code.Name!.StartsWith(start, StringComparison.Ordinal)) || TypeOf(body[at].Token) == Metric;
            if (!ofMetric || (body[at].Whole is { } metric && !HigherIsBetter(metric)))
            {
                return null;
            }

            at--;
        }

        return at < 0 || (at > 0 && OtherReceivers.Contains(NameOf(body[at - 1].Token), StringComparer.Ordinal)) ? null : body[at].Number;
    }

    private static bool HigherIsBetter(int metric) => !Enum.IsDefined((AlignmentMetric)metric) || ((AlignmentMetric)metric).HigherIsBetter();

    private string TypeOf(int token) => Member(token) is { } member ? Names.Of(reader, member.Parent) : "";

    private string NameOf(int token) => Member(token) is { } member ? reader.GetString(member.Name) : "";

    private MemberReference? Member(int token) => token != 0 && MetadataTokens.EntityHandle(token) is { Kind: HandleKind.MemberReference } handle
        ? reader.GetMemberReference((MemberReferenceHandle)handle)
        : null;

    private bool IsMarginCall(int token) => Member(token) is { } member
        && reader.StringComparer.Equals(member.Name, Call) && Names.Of(reader, member.Parent).StartsWith(OurNamespace, StringComparison.Ordinal);

    private bool IsAlignWithoutGates(int token)
    {
        if (Member(token) is not { } member || !reader.StringComparer.Equals(member.Name, Align) || Names.Of(reader, member.Parent) != Case)
        {
            return false;
        }

        // After the header stands the number of parameters (ECMA-335, II.23.2.1).
        BlobReader signature = reader.GetBlobReader(member.Signature);
        return signature.ReadSignatureHeader() is { Kind: SignatureKind.Method, IsGeneric: false } && signature.ReadCompressedInteger() == 0;
    }

    private MethodDefinitionHandle Definition(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MethodDefinition => (MethodDefinitionHandle)handle,
        HandleKind.MethodSpecification => Definition(reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method),
        _ => default,
    };

    private IEnumerable<MethodDefinitionHandle> Machine(MethodDefinitionHandle method)
    {
        MethodDefinition definition = reader.GetMethodDefinition(method);
        foreach (CustomAttribute attribute in definition.GetCustomAttributes().Select(reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind != HandleKind.MemberReference
                || !StateMachines.Contains(Names.Of(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent), StringComparer.Ordinal)
                || attribute.DecodeValue(new AttributeTypes()).FixedArguments is not [{ Value: string machine }])
            {
                continue;
            }

            foreach (TypeDefinitionHandle nested in reader.GetTypeDefinition(definition.GetDeclaringType()).GetNestedTypes()
                .Where(type => machine.EndsWith("+" + reader.GetString(reader.GetTypeDefinition(type).Name), StringComparison.Ordinal)))
            {
                foreach (MethodDefinitionHandle step in reader.GetTypeDefinition(nested).GetMethods().Where(m => reader.StringComparer.Equals(reader.GetMethodDefinition(m).Name, "MoveNext")))
                {
                    yield return step;
                }
            }
        }
    }
}
