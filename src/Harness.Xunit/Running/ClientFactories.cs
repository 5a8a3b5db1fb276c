using Microsoft.Extensions.AI;

namespace JudgeEval.Xunit;

/// <summary>Makes the chat clients of a case whose suite names a factory.</summary>
internal static class ClientFactories
{
    /// <summary>A client from the suite's factory.</summary>
    /// <param name="definition">The case, which names a factory.</param>
    /// <param name="model">The model's id.</param>
    /// <exception cref="JudgeEvalException"><c>JE2910</c>: the factory cannot be made.</exception>
    public static IChatClient Create(CaseDefinition definition, string model)
    {
        string name = definition.ClientFactory!;
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

        return ((IChatClientFactory)Activator.CreateInstance(type)!).Create(model);
    }
}
