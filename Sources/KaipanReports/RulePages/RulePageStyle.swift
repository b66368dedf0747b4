/// What the pages about rules add to the style that all pages share.
enum RulePageStyle {
    static let css = """
        main { display: block; }
        dl.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .5rem 0 0; }
        dl.facts div { display: flex; gap: .5rem; }
        dl.facts dd { margin: 0; }
        table { width: 100%; }
        ul { margin: .25rem 0; padding-inline-start: 1.25rem; }
        li { margin: .2rem 0; }
        .example { border-inline-start: 3px solid var(--line); padding: .2rem .75rem; margin: .4rem 0; }
        .example.bad { border-color: var(--error); }
        .example mark { background: var(--error-back); color: inherit; border-bottom: 2px solid var(--error); }
        .error { color: var(--error); } .warning { color: var(--warning); } .notice { color: var(--notice); }
        .patterns code { background: var(--plane); padding: .1rem .3rem; }
        td.error, td.warning, td.notice, th { white-space: nowrap; }
        .column { max-width: 60rem; }

        """
}
