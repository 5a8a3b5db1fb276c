using Microsoft.Extensions.AI;

namespace JudgeEval.Xunit;

/// <summary>Makes the chat client of a case that records or judges live.</summary>
internal static class ClientFactories
{
    /// <summary>A client from the suite's factory.</summary>
    /// <exception cref="JudgeEvalException"><c>JE2909</c>: the suite names no factory. <c>JE2910</c>: the factory cannot be made.</exception>
    public static IChatClient Create(CaseDefinition definition, SuiteMode mode)
    {
        if (definition.ClientFactory is not { } name)
        {
            throw new JudgeEvalException(SuiteErrors.NoClient(definition.Test, mode == SuiteMode.Record ? "record" : "live"));
        }

        Type? type = Type.GetType(name);
        string display = type?.FullName ?? name;
        if (type is null || !typeof(IChatClientFactory).IsAssignableFrom(type))
        {
            throw new JudgeEvalException(SuiteErrors.BadClient(definition.Test, display, "it does not implement IChatClientFactory"));
        }

        if (type.IsAbstract || type.GetConstructor([]) is null)
        {
            throw new JudgeEvalException(SuiteErrors.BadClient(definition.Test, display, "it has no public constructor without parameters"));
        }

        return ((IChatClientFactory)Activator.CreateInstance(type)!).Create(definition.Model!);
    }
}
