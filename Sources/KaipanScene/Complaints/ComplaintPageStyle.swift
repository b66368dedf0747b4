/// What the page about complaints adds to the style that all pages share.
enum ComplaintPageStyle {
    static let css = """
        :root {
          --first: #2f6db3; --second: #d08a1e; --third: #b3201b; --fourth: #5b2a86; --fine: #2e7d4f; --rest: #9aa4b0;
        }
        @media (prefers-color-scheme: dark) {
          :root { --first: #6ea8e6; --second: #e5ae4f; --third: #ff8d84; --fourth: #c79cf0; --fine: #6cc492; --rest: #6a737d; }
        }
        main { display: block; }
        section { margin-block-end: 2rem; break-inside: avoid-page; }
        dl.figures { display: flex; flex-wrap: wrap; gap: .75rem; margin: .75rem 0 0; }
        dl.figures div { background: var(--plane); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; display: flex; flex-direction: column; min-width: 7rem; }
        dl.figures dd { margin: 0; font-size: 1.6rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.3; }
        dl.figures dt { color: var(--soft); font-size: .875rem; order: 1; }
        figure.bars { margin: .5rem 0 1rem; max-width: 60rem; }
        .row { display: grid; grid-template-columns: 11rem 1fr 8rem; gap: .75rem; align-items: center; padding: .2rem 0; }
        .row svg { width: 100%; height: 1.1rem; display: block; background: var(--plane); }
        .row .value { font-variant-numeric: tabular-nums; }
        ul.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .25rem 0; font-size: .875rem; }
        ul.legend svg { width: .8rem; height: .8rem; margin-inline-end: .4rem; vertical-align: -.05rem; }
        rect.grade-general, rect.median, rect.settled { fill: var(--first); }
        rect.grade-important { fill: var(--second); }
        rect.grade-hot, rect.late { fill: var(--third); }
        rect.grade-major { fill: var(--fourth); }
        rect.in-time { fill: var(--fine); }
        rect.running, rect.ninth, rect.claimed { fill: var(--rest); }
        table { min-width: 30rem; max-width: 70rem; }
        th:not(.number), td:not(.number) { min-width: 6rem; }
        td.words { min-width: 14rem; }
        @media (max-width: 40rem) {
          .row { grid-template-columns: 1fr auto; gap: 0 .75rem; }
          .row svg { grid-row: 2; grid-column: 1 / -1; }
          dl.figures div { flex: 1 1 40%; }
          table { min-width: 26rem; }
        }
        @media print {
          rect, svg, dl.figures div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          :root { --first: #2f6db3; --second: #d08a1e; --third: #b3201b; --fourth: #5b2a86; --fine: #2e7d4f; --rest: #9aa4b0; }
          .scroll { overflow: visible; }
          tr { break-inside: avoid; }
        }

        """
}
