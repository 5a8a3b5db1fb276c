namespace JudgeEval.Judges;

/// <summary>Reads a provider's key. No message holds any part of it.</summary>
internal static class ProviderKey
{
    public static string? Read(ProviderSettings settings, Func<string, string?> environment)
    {
        if (settings.KeyVariable is not { } variable)
        {
            return null;
        }

        // A variable that was filled from a file often ends in a line break.
        string key = (environment(variable) ?? "").Trim();
        if (key.Length == 0)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2212",
                $"the environment variable {variable} is not set",
                $"the provider '{settings.Name}' takes its key from it",
                $"set it to the key before the run, for example 'export {variable}=…' (PowerShell: '$env:{variable} = \"…\"'), or remove 'keyVariable' from a provider that needs no key",
                SourceLocation.None));
        }

        return key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new JudgeEvalException(new Diagnostic(
                "JE2213",
                $"the value of the environment variable {variable} is no key",
                "it holds a space, a line break or a character that a header cannot carry",
                $"set {variable} to the key alone, without quotation marks or line breaks",
                SourceLocation.None));
    }
}
