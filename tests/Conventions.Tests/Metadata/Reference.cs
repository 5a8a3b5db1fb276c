namespace JudgeEval.Conventions.Tests.Metadata;

/// <summary>A use of a type or a member that stands in a compiled assembly.</summary>
/// <param name="FromNamespace">The namespace of the outermost type that contains the use.</param>
/// <param name="From">The type that contains the use.</param>
/// <param name="ToNamespace">The namespace of the outermost type that is used.</param>
/// <param name="ToType">The full name of the type that is used, without generic arguments.</param>
/// <param name="Member">The member that is used; <see langword="null"/> for the type itself.</param>
/// <param name="Parameters">How many parameters the used method has; 0 for anything else.</param>
internal sealed record Reference(string FromNamespace, string From, string ToNamespace, string ToType, string? Member, int Parameters);
