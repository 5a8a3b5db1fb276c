using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>A judge's identity as a part of another judge's hash.</summary>
internal static class IdentityJson
{
    public static void Write(Utf8JsonWriter writer, JudgeIdentity identity)
    {
        writer.WriteStartObject();
        writer.WriteString("name", identity.Name);
        Optional("model", identity.Model);
        Optional("prompt", identity.Prompt);
        Optional("promptHash", identity.PromptHash);
        Optional("optionsHash", identity.OptionsHash);
        Optional("outputContract", identity.OutputContract);
        Optional("group", identity.Group);
        Optional("criteria", identity.Criteria);
        writer.WriteEndObject();

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }
}
