/// The style that all pages share; its colours keep a contrast of at least 4.5 to 1 in both schemes (WCAG 2.2, 1.4.3).
enum PageStyle {
    static let css = """

        :root {
          color-scheme: light dark;
          --back: #ffffff; --plane: #f4f5f7; --ink: #1c2024; --soft: #565d66; --line: #d5d9de; --link: #0b57a4;
          --error: #b3201b; --error-back: #fde5e2; --warning: #8a4b00; --warning-back: #fff0cf;
          --notice: #0f5a8a; --notice-back: #e0effa; --done: #565d66; --done-back: #eceef0;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --back: #15181b; --plane: #1f2327; --ink: #e7e9ec; --soft: #a9b0b8; --line: #3a4047; --link: #86bdf5;
            --error: #ff9a90; --error-back: #54211e; --warning: #f5bd5c; --warning-back: #46330d;
            --notice: #8cc8f2; --notice-back: #17384f; --done: #a9b0b8; --done-back: #2c3136;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 4rem; }
        body {
          margin: 0; background: var(--back); color: var(--ink); line-height: 1.65; font-size: 1rem; overflow-wrap: anywhere;
          font-family: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
        }
        header.page, main, footer.page { max-width: 90rem; margin: 0 auto; padding: 0 1.5rem; }
        header.page { padding-top: 1.5rem; }
        footer.page { padding-block: 1.5rem; color: var(--soft); font-size: .875rem; }
        main { display: flex; flex-direction: column; reading-flow: flex-visual; }
        main > * { min-width: 0; }
        h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .25rem; }
        h2 { font-size: 1.2rem; line-height: 1.4; margin: 1.5rem 0 .5rem; }
        a { color: var(--link); }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        code { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: .875em; }
        .soft { color: var(--soft); font-size: .875rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; }
        th, td { padding: .3rem .6rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; }
        td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
        .skip { position: absolute; inset-inline-start: -99rem; }
        .skip:focus { position: static; }
        @media (max-width: 40rem) {
          header.page, main, footer.page { padding-inline: 1rem; }
          h1 { font-size: 1.35rem; }
        }
        @media print {
          :root {
            color-scheme: light;
            --back: #ffffff; --plane: #ffffff; --ink: #000000; --soft: #444444; --line: #999999; --link: #000000;
            --error: #b3201b; --error-back: #fde5e2; --warning: #8a4b00; --warning-back: #fff0cf;
            --notice: #0f5a8a; --notice-back: #e0effa; --done: #565d66; --done-back: #eceef0;
          }
          @page { margin: 15mm; }
          body { font-size: 10pt; line-height: 1.5; }
          header.page, main, footer.page { max-width: none; padding: 0; }
          .skip { display: none; }
        }

        """
}
