namespace JudgeEval.PullRequest.Tests;

/// <summary>All pull requests start at one repository, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PullRequestGroup : ICollectionFixture<ScriptedRepository>
{
    public const string Name = "Pull requests";
}
