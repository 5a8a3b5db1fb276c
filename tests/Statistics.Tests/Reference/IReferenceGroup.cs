using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>How one group of golden vectors is compared with ours. Every implementation in this assembly is found by its name.</summary>
internal interface IReferenceGroup
{
    /// <summary>The group's name in its file.</summary>
    string Name { get; }

    /// <summary>Compares one case. A key of the case that is not compared here fails the test.</summary>
    /// <param name="input">The case's input.</param>
    /// <param name="expected">The libraries' values.</param>
    void Check(JsonElement input, ExpectedValues expected);
}
