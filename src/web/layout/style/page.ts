/** The page as a whole: its text, its frame and how it is divided. */
export const page = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 12px; }
body {
  margin: 0; background: var(--ground); color: var(--text); overflow-wrap: break-word;
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
h1, h2, h3, p, ul, ol, dl, dd, figure, pre { margin: 0; }
ul, ol { padding: 0; list-style: none; }
h1 { font-size: 24px; line-height: 1.25; font-weight: 650; letter-spacing: -.012em; overflow-wrap: anywhere; }
h2 { font-size: 15px; line-height: 1.4; font-weight: 650; }
h3 { font-size: 14px; font-weight: 600; }
p { max-width: 76ch; }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--edge); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { text-decoration-color: currentColor; text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
code, pre, kbd { font: .92em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; }
code { overflow-wrap: anywhere; background: var(--soft); border-radius: 3px; padding: .08em .28em; }
pre { overflow-x: auto; background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 10px 12px; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.quiet { color: var(--quiet); }
.small { font-size: 12.5px; }
.nowrap { white-space: nowrap; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 8px; top: 8px; z-index: 1; background: var(--ground); padding: 8px 12px; }
.sprite { position: absolute; width: 0; height: 0; }

.inner, main { max-width: 1240px; margin: 0 auto; padding-left: 24px; padding-right: 24px; }
.top { border-bottom: 1px solid var(--line); }
.top .inner { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 24px; padding-top: 9px; padding-bottom: 9px; }
.top a { text-decoration: none; }
.top a:hover { text-decoration: underline; }
.way { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 0; }
.way li { display: inline-flex; align-items: center; overflow-wrap: anywhere; min-height: 26px; }
.way li + li::before { content: "/"; margin: 0 8px; color: var(--edge); }
.home { display: inline-flex; align-items: center; gap: 7px; font-weight: 650; }
.coin { width: 18px; height: 18px; fill: none; stroke: var(--good); stroke-width: 1.5; }
.who { display: flex; align-items: center; gap: 12px; color: var(--quiet); font-size: 13px; }
main { padding-top: 22px; padding-bottom: 40px; min-height: 60vh; }
.foot { color: var(--quiet); font-size: 12.5px; }
.foot .inner { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 24px; padding-top: 14px; padding-bottom: 22px; }
.foot .inner::before { content: ""; flex: 0 0 100%; border-top: 1px solid var(--line); margin-bottom: 10px; }

.head { margin-bottom: 20px; }
.lede { margin-top: 3px; color: var(--quiet); max-width: none; }
.status { margin-bottom: 10px; }
.note p { max-width: none; }
.budgets { margin-bottom: 16px; }
.welcome { max-width: 64ch; padding: 8vh 0; }
.welcome > * + * { margin-top: 14px; }
.after { margin-top: 14px; }
.lede strong { color: var(--text); font-weight: 600; font-variant-numeric: tabular-nums; }
.part { border-top: 1px solid var(--line); padding: 12px 0 26px; min-width: 0; }
.part > h2 + * { margin-top: 8px; }
.part > * + p, .part > p + * { margin-top: 8px; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 40px; }
.note { border-left: 3px solid var(--edge); padding: 2px 0 2px 12px; }
.note.bad { border-color: var(--bad); } .note.good { border-color: var(--good); } .note.warn { border-color: var(--warn); }
.note + .note { margin-top: 10px; }
.empty { padding: 18px 0; color: var(--quiet); }
.empty p + p { margin-top: 6px; color: var(--text); }
details > summary { cursor: pointer; min-height: 24px; width: fit-content; }
details > summary:hover { text-decoration: underline; text-underline-offset: 3px; }
details[open] > summary { margin-bottom: 6px; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 20px; }
.facts > div { display: contents; }
.facts dt { color: var(--quiet); }
.prose > * + * { margin-top: 10px; }
.prose h2 { margin-top: 22px; }
.bullets { list-style: disc; padding-left: 1.3em; }
.bullets li + li { margin-top: 4px; }

@media (max-width: 1180px) { .pair { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 620px) {
  .inner, main { padding-left: 16px; padding-right: 16px; }
  h1 { font-size: 21px; }
  main { padding-top: 16px; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts > div { display: block; padding: 3px 0; }
}
`;
