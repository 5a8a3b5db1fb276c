namespace JudgeEval.Judges;

/// <summary>A request's content as a recording knows it: hashes of the messages and of the options, the model and the repeat.</summary>
/// <param name="Model">The model id.</param>
/// <param name="Messages">SHA-256 over roles and texts of the messages.</param>
/// <param name="Options">SHA-256 over the options that reach the model.</param>
/// <param name="Repeat">The repeat, from 0.</param>
internal readonly record struct RequestContent(string Model, string Messages, string Options, int Repeat)
{
    /// <summary>The key: SHA-256 over the canonical JSON of the four. A stored line can be checked against its own key.</summary>
    public string Key()
    {
        (string model, string messages, string options, int repeat) = this;
        return Sha256Hex.Of(JsonLine.Write(writer =>
        {
            writer.WriteString("model", model);
            writer.WriteString("messages", messages);
            writer.WriteString("options", options);
            writer.WriteNumber("repeat", repeat);
        }));
    }
}
