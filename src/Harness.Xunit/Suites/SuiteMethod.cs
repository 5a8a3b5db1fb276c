using System.Reflection;
using System.Text;

namespace JudgeEval.Xunit;

/// <summary>The test method of a suite, by names that can be serialized. The tool compiles this file too.</summary>
/// <param name="Assembly">The simple name of the test assembly.</param>
/// <param name="Class">The full name of the class; a nested class as <c>Outer+Inner</c>.</param>
/// <param name="Method">The name of the method.</param>
internal sealed record SuiteMethod(string Assembly, string Class, string Method)
{
    /// <summary>The test's name as filters and the test platform spell it.</summary>
    public string FullyQualifiedName => $"{Class}.{Method}";

    /// <summary>The class without its namespace; a nested class as <c>Outer.Inner</c>.</summary>
    public string ClassName => Class[(Class.LastIndexOf('.') + 1)..].Replace('+', '.');

    /// <summary>The class's name in lower case with dashes: <c>SupportAnswers</c> is <c>support-answers</c>.</summary>
    public string DefaultSuiteName
    {
        get
        {
            var name = new StringBuilder();
            string text = ClassName;
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                bool begins = char.IsUpper(c) && i > 0 && char.IsLetterOrDigit(text[i - 1])
                    && (!char.IsUpper(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1])));
                name.Append(begins ? "-" : "").Append(c is '.' or '_' ? '-' : char.ToLowerInvariant(c));
            }

            return name.ToString();
        }
    }

    /// <summary>The names of a method.</summary>
    public static SuiteMethod Of(MethodInfo method)
    {
        Type type = method.ReflectedType ?? method.DeclaringType!;
        return new SuiteMethod(type.Assembly.GetName().Name!, type.FullName!, method.Name);
    }
}
