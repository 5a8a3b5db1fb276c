namespace JudgeEval.Harness.Reports.Html;

/// <summary>The frame of the item table, of the detail and of the counts by person, which the page's script fills.</summary>
internal static class ItemSection
{
    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        html.Raw("""
            <section class="items" aria-labelledby="items">
            <h2 id="items">Items</h2>
            <noscript><p class="note">The items, their filters and details, and the counts by person need JavaScript. Everything else on this page is complete without it.</p></noscript>
            <p id="trouble" class="note" role="alert" hidden></p>
            <div class="needs-script">
            <div class="controls"><label class="case">Case <select id="case">
            """.ReplaceLineEndings("\n"));
        for (int i = 0; i < cases.Count; i++)
        {
            html.Add($"<option value=\"{i}\">{cases[i].Name}</option>");
        }

        html.Raw("""
            </select></label>
            <label>Show <select id="filter"><option value="all">all items</option><option value="newly">newly disagreeing</option><option value="fixed">agreeing again</option><option value="disagreeing">disagreeing</option><option value="unanimous">unanimous people</option><option value="unstable">unstable verdicts</option><option value="failed">without verdict</option></select></label>
            <label>Tag <select id="tag"></select></label>
            <label>Part <select id="part"></select></label>
            <label>Labelled by <select id="group"></select></label>
            <label>Sort <select id="sort"></select></label>
            <label class="search">Search <input id="search" type="search" autocomplete="off" spellcheck="false"></label>
            <button id="clear" type="button">Clear filters</button></div>
            <p id="count" role="status"></p>
            <div class="wide" tabindex="0" role="region" aria-label="Item table"><table id="table"><thead><tr></tr></thead><tbody></tbody></table></div>
            <p id="none" class="note" hidden>No item fits. Clear the filters to see all.</p>
            <p id="pages" hidden><button id="previous" type="button">Previous page</button> <span id="page"></span> <button id="next" type="button">Next page</button></p>
            <div id="paper"></div>
            </div>
            </section>
            <section class="needs-script" aria-labelledby="confusion"><h2 id="confusion">Judge against each person</h2>
            <p>Every label of a person on an item counts once against the judge's label on it. The case is the one chosen under <a href="#items">Items</a>.</p>
            <p class="controls"><label>Person or group <select id="person"></select></label></p>
            <div class="wide" tabindex="0" role="region" aria-label="Labels of people and judge"><table id="heat"></table></div>
            <details><summary>Each person</summary><div id="each"></div></details></section>
            <dialog id="detail" aria-labelledby="detail-title"><header><h2 id="detail-title"></h2><span id="place"></span><button id="before-this" type="button">Previous</button><button id="after-this" type="button">Next</button><button id="close" type="button">Close</button></header><div id="detail-body"></div></dialog>

            """.ReplaceLineEndings("\n"));
    }
}
