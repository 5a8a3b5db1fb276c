namespace JudgeEval.Harness.Comparing;

/// <summary>What can differ between a baseline and a candidate.</summary>
public enum ChangeKind
{
    /// <summary>The prompt's text (<c>JE4101</c>).</summary>
    Prompt,

    /// <summary>The model (<c>JE4102</c>).</summary>
    Model,

    /// <summary>The model's options, as the temperature (<c>JE4103</c>).</summary>
    Options,

    /// <summary>The output contract: how a reply becomes a label (<c>JE4104</c>).</summary>
    OutputContract,

    /// <summary>The items: some are new, gone or of another content (<c>JE4105</c>).</summary>
    Items,

    /// <summary>People's labels (<c>JE4106</c>).</summary>
    Labels,

    /// <summary>What the judge was asked to be or to look at: its group, its criteria, or its name where nothing else tells judges apart (<c>JE4107</c>).</summary>
    Judge,
}

/// <summary>Something that changed since the baseline.</summary>
/// <param name="Kind">What.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Text">What it was and what it is, in a sentence without a full stop.</param>
public sealed record JudgeChange(ChangeKind Kind, string Code, string Text);
