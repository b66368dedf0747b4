/// The style of marks, entries, filters and the chart.
///
/// Severities differ by the line under the words as well as by colour, so that they can be told apart in black and white.
enum FindingsStyle {
    static let css = """
        #summary { order: 0; }
        #filters { order: 1; }
        article { order: 2; }
        .facts { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; margin: 0; }
        .facts > div { display: flex; gap: .4rem; }
        .facts dt { color: var(--soft); white-space: nowrap; }
        .facts dd { margin: 0; }
        .overview { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 1rem 2.5rem; align-items: start; }
        .totals { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: .75rem 0; list-style: none; }
        .totals li { padding: .35rem .8rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--plane); }
        .totals b { font-size: 1.35rem; font-variant-numeric: tabular-nums; margin-inline-end: .35rem; }
        .chart { width: 100%; }
        .chart th, .chart td { padding-block: .2rem; }
        .chart thead th { white-space: nowrap; }
        .chart tbody th { white-space: nowrap; font-weight: 400; }
        .chart .bar { width: 45%; }
        .chart svg { display: block; width: 100%; height: 1.1rem; margin-top: .25rem; }
        rect.e { fill: var(--error); } rect.w { fill: var(--warning); } rect.n { fill: var(--notice); }
        .index { max-height: 26rem; overflow: auto; border: 1px solid var(--line); border-radius: .5rem; }
        .index table { width: 100%; }
        .index thead th { position: sticky; top: 0; background: var(--plane); white-space: nowrap; }
        td.zero { color: var(--soft); }
        .e { --c: var(--error); --b: var(--error-back); --line-style: solid; --line-width: 3px; }
        .w { --c: var(--warning); --b: var(--warning-back); --line-style: dashed; --line-width: 2px; }
        .n { --c: var(--notice); --b: var(--notice-back); --line-style: dotted; --line-width: 2px; }
        .sev { color: var(--c); font-weight: 600; white-space: nowrap; }
        #filters {
          position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; align-items: center;
          background: var(--back); border-block: 1px solid var(--line); padding-block: .5rem; margin-top: 1.5rem;
        }
        #filters label { display: inline-flex; gap: .35rem; align-items: center; white-space: nowrap; }
        #filters select { max-width: 11rem; font: inherit; padding: .15rem .3rem; color: inherit; background: var(--plane); border: 1px solid var(--soft); border-radius: .3rem; }
        #filters [hidden] { display: none; }
        .switch { position: absolute; opacity: 0; width: 1px; height: 1px; margin: 0; }
        #filters label[for^="s-"] { cursor: pointer; }
        #filters label[for^="s-"]::before { content: ""; width: 1.15rem; height: 1.15rem; line-height: 1.15rem; text-align: center; font-weight: 700; border: 2px solid var(--soft); border-radius: .25rem; box-sizing: content-box; }
        #s-e:checked ~ #filters label[for="s-e"]::before, #s-w:checked ~ #filters label[for="s-w"]::before, #s-n:checked ~ #filters label[for="s-n"]::before,
        #s-b:checked ~ #filters label[for="s-b"]::before, #s-s:checked ~ #filters label[for="s-s"]::before { content: "✓"; background: var(--link); border-color: var(--link); color: var(--back); }
        #s-e:focus-visible ~ #filters label[for="s-e"], #s-w:focus-visible ~ #filters label[for="s-w"], #s-n:focus-visible ~ #filters label[for="s-n"],
        #s-b:focus-visible ~ #filters label[for="s-b"], #s-s:focus-visible ~ #filters label[for="s-s"] { outline: 3px solid var(--link); outline-offset: 2px; }
        article { content-visibility: auto; contain-intrinsic-size: auto 40rem; padding-bottom: 1.5rem; border-bottom: 1px solid var(--line); }
        article[hidden] { display: none; }
        .pair { display: grid; grid-template-columns: minmax(0, 3fr) minmax(22rem, 2fr); gap: 1.5rem; align-items: start; }
        .text { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1.5rem; line-height: 1.9; position: relative; }
        .text p, .text ul, .text pre, .text .scroll { margin: .5rem 0; }
        .text h3 { font-size: 1.3rem; margin: .75rem 0; } .text h4 { font-size: 1.1rem; margin: .75rem 0 .5rem; }
        .text pre { white-space: pre-wrap; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em; background: var(--plane); padding: .5rem; }
        .text td { border: 1px solid var(--line); }
        .text .label { font-size: .75rem; color: var(--soft); border: 1px solid var(--line); border-radius: .25rem; padding: .05rem .3rem; margin-inline-end: .4rem; }
        .aside { color: var(--soft); font-size: .9375rem; }
        .strip { border-collapse: collapse; margin: .5rem 0; width: auto; }
        .strip td, .strip th { border: 1px solid var(--line); padding: .15rem .5rem; text-align: center; }
        .strip th { font-weight: 400; color: var(--soft); text-align: start; white-space: nowrap; }
        .strip .char td { font-size: 1.3rem; }
        .strip .mark td { font-size: .75rem; }
        .strip .apart { color: var(--soft); background: var(--plane); }
        .strip .differs { background: var(--warning-back); }
        .hid { border-inline-start: 3px dashed var(--soft); padding-inline-start: .6rem; color: var(--soft); background: var(--plane); }
        .say { padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
        .say.customer { margin-inline-start: 2.5rem; }
        .say b { margin-inline-end: .5rem; }
        details.fold { margin: .5rem 0; }
        summary { cursor: pointer; color: var(--soft); font-size: .875rem; padding: .15rem .5rem; background: var(--plane); border-radius: .3rem; }
        mark { background: none; color: inherit; scroll-margin: 6rem; }
        mark a { color: inherit; text-decoration: none; }
        mark:not(.e, .w, .n, .b, .s) a { cursor: text; }
        mark:is(.e, .w, .n) { background: var(--b); border-bottom: var(--line-width) var(--line-style) var(--c); }
        mark:is(.b, .s):not(.e, .w, .n) { background: var(--done-back); border-bottom: 1px solid var(--done); }
        mark.miss a::before { content: "▲ "; color: var(--c); }
        mark.miss { font-size: .875rem; border-radius: .25rem; padding-inline: .3rem; margin-inline-end: .5rem; }
        mark.miss:not(.e, .w, .n, .b, .s) { display: none; }
        mark[data-n]:is(.e, .w, .n, .b, .s)::after { content: "\\2060" attr(data-n); font-size: .7em; vertical-align: super; line-height: 0; color: var(--c, var(--done)); padding-inline-start: .1em; }
        mark:target, aside li:target { outline: 3px solid var(--link); outline-offset: 1px; }
        mark a:is(:hover, :focus-visible) { position: relative; }
        mark:is(.e, .w, .n, .b, .s) a:is(:hover, :focus-visible)::after {
          content: attr(data-tip); position: absolute; inset-inline-start: 0; top: calc(100% + .35rem); z-index: 2; width: max-content; max-width: 22rem;
          white-space: pre-line; text-align: start; font-size: .875rem; font-weight: 400; line-height: 1.5; padding: .4rem .7rem;
          background: var(--ink); color: var(--back); border-radius: .35rem;
        }
        .pair > aside { position: sticky; top: 3.6rem; max-height: calc(100vh - 4.2rem); overflow-y: auto; overscroll-behavior: auto; padding: .25rem; }
        .pair > aside ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
        .alone { grid-template-columns: minmax(0, 1fr); }
        aside li { border: 1px solid var(--line); border-inline-start: var(--line-width) var(--line-style) var(--c); border-radius: .4rem; padding: .6rem .8rem; background: var(--plane); font-size: .9375rem; content-visibility: auto; contain-intrinsic-size: auto 17rem; }
        aside h3 { font-size: 1rem; margin: 0; }
        aside li.b, aside li.s { --c: var(--done); --line-style: solid; --line-width: 1px; background: none; color: var(--soft); }
        aside p { margin: .3rem 0; }
        aside .quote b { color: var(--c); }
        aside dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem .6rem; margin: .4rem 0; }
        aside dt { color: var(--soft); } aside dd { margin: 0; }
        .tag { font-size: .8125rem; border: 1px solid currentcolor; border-radius: .25rem; padding: 0 .3rem; }
        .off { display: none; }
        .problem { color: var(--error); }
        #s-e:not(:checked) ~ article li.e, #s-w:not(:checked) ~ article li.w, #s-n:not(:checked) ~ article li.n,
        #s-b:not(:checked) ~ article li.b, #s-s:not(:checked) ~ article li.s { display: none; }
        #s-e:not(:checked) ~ article mark.e:not(.w, .n), #s-w:not(:checked) ~ article mark.w:not(.e, .n),
        #s-n:not(:checked) ~ article mark.n:not(.e, .w), #s-b:not(:checked) ~ article mark.b:not(.e, .w, .n, .s),
        #s-s:not(:checked) ~ article mark.s:not(.e, .w, .n, .b) { background: none; border: 0; }
        #s-e:not(:checked) ~ article mark.e.n { --c: var(--notice); --b: var(--notice-back); --line-style: dotted; --line-width: 2px; }
        #s-e:not(:checked) ~ article mark.e.w { --c: var(--warning); --b: var(--warning-back); --line-style: dashed; --line-width: 2px; }
        @media (max-width: 64rem) {
          .pair, .overview { grid-template-columns: minmax(0, 1fr); }
          .pair > aside { position: static; max-height: none; overflow: visible; padding: 0; }
          #filters { position: static; }
        }
        @media (max-width: 40rem) {
          .text { padding: .25rem .9rem; }
          .text :is(p, li, td, h3, h4, pre) { position: relative; }
          mark a:is(:hover, :focus-visible) { position: static; }
          .say.customer { margin-inline-start: 1rem; }
          .index th.kind, .index td.kind { display: none; }
          th, td { padding-inline: .4rem; }
        }
        @media print {
          #filters, .switch, summary { display: none; }
          article, aside li { content-visibility: visible; }
          article { border-bottom: 0; padding-bottom: 0; }
          details.fold::details-content { content-visibility: visible; height: auto; }
          .pair { display: block; }
          .pair > aside { position: static; max-height: none; overflow: visible; padding: 0; margin-top: 1rem; }
          .pair > aside ol { display: block; }
          aside li { break-inside: avoid; margin-bottom: .5rem; }
          .text { border: 0; padding: 0; }
          .index { max-height: none; overflow: visible; }
          .index thead th { position: static; }
          h2, h3, h4 { break-after: avoid; }
          rect, mark { print-color-adjust: exact; }
        }

        """
}
