using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

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

    // Figures of which less is better are no shares, and what their margin means cannot be told from the number of items.
    private const string OtherUnit = "UpperBoundGate";

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

            EntityHandle target = MetadataTokens.EntityHandle(body[i].Token);
            _configured |= IsAlignWithoutGates(target);
            if (body[i].Code.FlowControl == FlowControl.Call && IsMarginCall(target))
            {
                if (Constant(body, i) is { } margin)
                {
                    found.Add(places.At(method, body[i].Offset) is var (source, line) ? new SuiteMargin(margin, source, line) : new SuiteMargin(margin, null, 0));
                }
            }
            else if (Definition(target) is { IsNil: false } definition)
            {
                next.Add(definition);
            }
        }

        return next;
    }

    // The number that stands before the call among its arguments; what lies before another call or a jump is none of them.
    private static double? Constant(IReadOnlyList<IlInstruction> body, int call)
    {
        for (int i = call - 1; i >= 0 && body[i].Code.FlowControl is FlowControl.Next or FlowControl.Meta or FlowControl.Call; i--)
        {
            if (!double.IsNaN(body[i].Number))
            {
                return body[i].Number;
            }

            // An optional metric is wrapped into a nullable one between the margin and the call.
            if (body[i].Code.FlowControl == FlowControl.Call && body[i].Code != OpCodes.Newobj)
            {
                return null;
            }
        }

        return null;
    }

    private bool IsMarginCall(EntityHandle handle)
    {
        if (handle.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        MemberReference member = reader.GetMemberReference((MemberReferenceHandle)handle);
        string type = Names.Of(reader, member.Parent);
        return reader.StringComparer.Equals(member.Name, Call)
            && type.StartsWith(OurNamespace, StringComparison.Ordinal)
            && !type.EndsWith(OtherUnit, StringComparison.Ordinal);
    }

    private bool IsAlignWithoutGates(EntityHandle handle)
    {
        if (handle.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        MemberReference member = reader.GetMemberReference((MemberReferenceHandle)handle);
        if (!reader.StringComparer.Equals(member.Name, Align) || Names.Of(reader, member.Parent) != Case)
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
