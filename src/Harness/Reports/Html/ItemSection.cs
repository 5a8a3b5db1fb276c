using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>The frame of the item table and of the confusion table, which the page's script fills.</summary>
internal static class ItemSection
{
    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="records">The records.</param>
    public static void Write(HtmlText html, IReadOnlyList<AlignmentRecord> records)
    {
        html.Raw("<section aria-labelledby=\"items\">\n<h2 id=\"items\">Items</h2>\n<noscript><p>The items need JavaScript.</p></noscript>\n<p class=\"controls\"><label>Case <select id=\"case\">");
        for (int i = 0; i < records.Count; i++)
        {
            html.Add($"<option value=\"{i}\">{records[i].Case}</option>");
        }

        html.Raw("""
            </select></label>
            <label>Show <select id="filter"><option value="all">all items</option><option value="newly">newly disagreeing</option><option value="disagreeing">disagreeing</option><option value="unanimous">unanimous people</option><option value="unstable">unstable</option></select></label>
            <label>Tag <select id="tag"><option value="">any</option></select></label>
            <label>Labelled by group <select id="group"><option value="">any</option></select></label>
            <label>Search <input id="search" type="search"></label></p>
            <p id="count" role="status"></p>
            <div class="wide" tabindex="0" role="region" aria-label="Item table"><table id="table"><thead><tr></tr></thead><tbody></tbody></table></div>
            <p><button id="previous" type="button">Previous page</button> <button id="next" type="button">Next page</button></p>
            </section>
            <section aria-labelledby="confusion"><h2 id="confusion">Judge against people</h2>
            <p><label>Person <select id="person"></select></label></p>
            <div class="wide" tabindex="0" role="region" aria-label="Confusion counts"><table id="heat"></table></div></section>
            <dialog id="detail" aria-labelledby="detail-title"><h2 id="detail-title"></h2><div id="detail-body"></div><button id="close" type="button">Close</button></dialog>

            """.ReplaceLineEndings("\n"));
    }
}
