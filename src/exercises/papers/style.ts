/** For screen and paper: no font, picture or script from anywhere. */
export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1b1f24; font: 11pt/1.45 Georgia, "Times New Roman", serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1, h2, h3, th, .audience { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; line-height: 1.25; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 1.75rem 0 .5rem; padding-top: .5rem; border-top: 2px solid #1b1f24; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.label { margin-bottom: 0; font-weight: bold; }
.label + ul, .label + p { margin-top: .15rem; }
.audience { margin: 0 0 1.25rem; color: #474f59; }
p, ul, table, blockquote { margin: .5rem 0; }
ul { padding-left: 1.25rem; }
li { margin: .2rem 0; }
blockquote { margin-left: 0; padding: .5rem .9rem; border-left: 4px solid #1b1f24; background: #f1f3f5; }
code { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .92em; }
th, td { border: 1px solid #8a929c; padding: .3rem .45rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { background: #f1f3f5; }
td:empty { min-width: 7rem; }
.room div { height: 1.7rem; border-bottom: 1px solid #8a929c; }
@page { margin: 18mm 17mm; }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  section + section { break-before: page; }
  h2, h3, .label { break-after: avoid; }
  section > h2:first-child { margin-top: 0; }
  blockquote, li, tr { break-inside: avoid; }
  blockquote, th { background: none; }
}
`;
