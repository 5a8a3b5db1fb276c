using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>
/// The options of a prompt that a provider does not take, by their names in a prompt's front matter. A client whose provider has such
/// options answers <c>GetService(typeof(UnsentOptions))</c> with them, also from inside a pipeline; a judge must not claim them in
/// <see cref="JudgeIdentity.OptionsHash"/>.
/// </summary>
public sealed record UnsentOptions
{
    private UnsentOptions(ImmutableArray<string> names) => Names = names;

    /// <summary>Nothing is left out.</summary>
    public static UnsentOptions None { get; } = new([]);

    /// <summary>The names, for example <c>temperature</c>, in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    internal static UnsentOptions Anthropic { get; } = new(["seed", "temperature", "topP"]);

    /// <summary>What a client's provider does not take.</summary>
    /// <param name="client">A client, or the pipeline around one.</param>
    public static UnsentOptions Of(Microsoft.Extensions.AI.IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetService(typeof(UnsentOptions)) as UnsentOptions ?? None;
    }
}
