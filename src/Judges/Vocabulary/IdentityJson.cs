using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>A judge's identity in JSON: as the header of a verdict file has it, and as a part of another judge's hash.</summary>
internal static class IdentityJson
{
    /// <summary>Writes the identity as an object.</summary>
    public static void Write(Utf8JsonWriter writer, JudgeIdentity identity)
    {
        writer.WriteStartObject();
        WriteFields(writer, identity);
        writer.WriteEndObject();
    }

    /// <summary>Writes the fields alone, of which those without a value are absent.</summary>
    public static void WriteFields(Utf8JsonWriter writer, JudgeIdentity identity)
    {
        writer.WriteString("name", identity.Name);
        Optional("model", identity.Model);
        Optional("prompt", identity.Prompt);
        Optional("promptHash", identity.PromptHash);
        Optional("optionsHash", identity.OptionsHash);
        Optional("outputContract", identity.OutputContract);
        Optional("group", identity.Group);
        Optional("criteria", identity.Criteria);

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }
}
