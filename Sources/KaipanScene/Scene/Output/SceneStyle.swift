/// The style of a scene's page, behind that of the frame.
enum SceneStyle {
    static let css = """
        main { display: block; max-width: 75rem; }
        header.page, footer.page { max-width: 75rem; }
        section { margin-block: 2.25rem; }
        section > h2 { border-block-end: 2px solid var(--line); padding-block-end: .25rem; }
        h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
        nav.parts { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding-block: .6rem; border-block: 1px solid var(--line); margin-block: 1rem; }
        .facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; }
        .lead { font-size: 1.05rem; border-inline-start: 4px solid var(--link); padding-inline-start: .9rem; margin: 1rem 0; }
        ul.plain { padding-inline-start: 1.2rem; margin: .4rem 0; }
        ul.plain li { margin-block: .2rem; }
        .two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5rem; }
        .src { font-size: .8rem; white-space: nowrap; margin-inline-start: .35rem; color: var(--soft); }
        a.src { color: var(--link); }
        table.wide { width: 100%; }
        table.wide th[scope="col"] { background: var(--plane); white-space: nowrap; }
        table.wide td { overflow-wrap: break-word; }
        table.wide code { overflow-wrap: anywhere; }
        .when { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .mark { display: inline-block; padding: 0 .45rem; border-radius: .3rem; border: 1px solid var(--line); background: var(--plane); font-size: .85rem; white-space: nowrap; }
        .mark.good { color: var(--notice); background: var(--notice-back); border-color: var(--notice); }
        .mark.bad { color: var(--error); background: var(--error-back); border-color: var(--error); border-style: double; border-width: 3px; }
        .mark.soso { color: var(--warning); background: var(--warning-back); border-color: var(--warning); border-style: dashed; }
        .say { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0 .9rem; margin: .3rem 0; }
        .say .who { color: var(--soft); text-align: end; }
        .say.customer .who { color: var(--link); }
        .say .words { margin: 0; }
        .doubt { text-decoration: underline dotted; text-underline-offset: .2em; }
        .gone { text-decoration: line-through; text-decoration-thickness: 1px; }
        .contact { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem .8rem; margin-block: 1rem; }
        .contact > h3 { margin-top: .25rem; }
        :target { outline: 3px solid var(--warning); outline-offset: 3px; border-radius: .2rem; }
        pre { background: var(--plane); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8rem; }
        audio { display: block; width: 100%; max-width: 30rem; margin-block: .4rem; }
        svg.line { width: 100%; min-width: 46rem; height: auto; display: block; }
        svg text { font-size: 12px; fill: var(--ink); font-family: inherit; }
        svg .lane { font-size: 13px; fill: var(--soft); }
        svg .tick { text-anchor: middle; font-size: 11px; fill: var(--soft); }
        svg .cut { text-anchor: middle; font-size: 16px; fill: var(--soft); }
        svg .axis { stroke: var(--soft); stroke-width: 1; }
        svg .grid { stroke: var(--line); stroke-width: 1; stroke-dasharray: 2 3; }
        svg .bar { fill: var(--notice-back); stroke: var(--notice); stroke-width: 1; }
        svg .name { fill: var(--ink); }
        svg circle.full, svg rect.full { fill: var(--link); stroke: var(--link); }
        svg circle.hollow, svg rect.hollow { fill: var(--back); stroke: var(--link); stroke-width: 2; stroke-dasharray: 3 2; }
        svg text.number { text-anchor: middle; font-weight: 600; }
        svg text.full { fill: var(--back); }
        svg text.hollow { fill: var(--link); }
        @media (max-width: 46rem) {
          .two { grid-template-columns: 1fr; }
          .say { grid-template-columns: 1fr; gap: 0; margin-block: .55rem; }
          .say .who { text-align: start; font-size: .85rem; }
          table.stack, table.stack tbody, table.stack tr, table.stack td, table.stack th { display: block; width: auto; }
          table.stack thead { display: none; }
          table.stack tr { border: 1px solid var(--line); border-radius: .4rem; margin-block: .6rem; padding: .3rem .6rem; }
          table.stack td, table.stack th { border: 0; padding: .12rem 0; }
          table.stack td:empty { display: none; }
          table.stack td[data-head]::before { content: attr(data-head) " "; color: var(--soft); font-size: .85rem; }
          .facts { grid-template-columns: 1fr; gap: 0; }
          .facts dt { font-size: .85rem; margin-block-start: .35rem; }
        }
        @page { size: A4; }
        @media print {
          nav.parts, audio { display: none; }
          a { text-decoration: none; }
          .src { color: #444444; }
          section { margin-block: 1rem; }
          h2, h3 { break-after: avoid; }
          tr, .say, .mark { break-inside: avoid; }
          table.wide { font-size: 9pt; }
          .mark { font-size: 8pt; }
          .src { white-space: normal; }
          .contact { break-inside: auto; }
          #timeline { break-before: page; }
          svg.line { min-width: 0; }
          .scroll { overflow: visible; }
        }

        """

    /// Plays a recording from where a passage begins; without script the link opens the recording there.
    static let javaScript = """

        (() => {
          'use strict';
          document.addEventListener('click', (event) => {
            const link = event.target.closest('a[data-audio]');
            const player = link && document.getElementById(link.dataset.audio);
            if (!player) return;
            event.preventDefault();
            player.currentTime = Number(link.dataset.at);
            player.play().catch(() => { location.href = link.href; });
          });
        })();

        """
}
