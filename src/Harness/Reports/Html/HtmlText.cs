using System.Globalization;
using System.Text;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Writes HTML in which whatever is put into a hole of the template is escaped, so that no text of a record can become markup.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _html = new();

    /// <summary>Adds a template; every hole is escaped for text and for attributes in double quotes.</summary>
    /// <param name="template">The template with its holes.</param>
    public HtmlText Add(FormattableString template)
    {
        object?[] escaped = [.. template.GetArguments().Select(a => (object?)Escape(Convert.ToString(a, CultureInfo.InvariantCulture) ?? ""))];
        _html.AppendFormat(CultureInfo.InvariantCulture, template.Format, escaped);
        return this;
    }

    /// <summary>Adds markup of our own as it is.</summary>
    /// <param name="markup">Never anything out of a record.</param>
    public HtmlText Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);
}
