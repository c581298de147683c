/** Of all pages, light and dark, from a phone to a wide screen. */
export const style = `
:root {
  --ground: #ffffff; --soft: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --quiet: #59636e; --link: #0969da;
  --good: #1a7f37; --bad: #cf222e; --busy: #9a6700; --merged: #8250df;
  --bad-soft: #ffebe9; --good-soft: #dafbe1; --busy-soft: #fff8c5; --link-soft: #ddf4ff; --come: #e6ffec; --gone: #ffebe9;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --soft: #151b23; --line: #3d444d; --text: #f0f6fc; --quiet: #9198a1; --link: #4493f8;
    --good: #3fb950; --bad: #f85149; --busy: #d29922; --merged: #ab7df8;
    --bad-soft: #2d1517; --good-soft: #12261e; --busy-soft: #272115; --link-soft: #121d2f; --come: #12261e; --gone: #25171c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text); overflow-wrap: break-word;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
}
a { color: var(--link); text-decoration: none; }
a:hover, .markdown a { text-decoration: underline; text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 8px; }
.top { background: var(--soft); border-bottom: 1px solid var(--line); padding: 14px 24px; }
.top nav { display: flex; flex-wrap: wrap; gap: 4px 8px; max-width: 1132px; margin: 0 auto; color: var(--quiet); }
.top a { display: inline-flex; align-items: center; color: var(--text); overflow-wrap: anywhere; }
.top a:last-child { font-weight: 600; }
.top .home::before {
  content: ""; display: inline-block; width: 12px; height: 12px; margin-right: 8px; border: 3px double var(--busy); border-radius: 50%;
}
main { max-width: 1180px; margin: 0 auto; padding: 24px; }
footer { max-width: 1132px; margin: 16px auto 0; padding: 24px 0; border-top: 1px solid var(--line); color: var(--quiet); font-size: 12px; }
h1 { font-size: 26px; line-height: 1.25; font-weight: 500; margin: 0 0 8px; overflow-wrap: anywhere; }
h1.path { font: 600 18px var(--mono); }
h2 { font-size: 20px; line-height: 1.3; margin: 24px 0 8px; }
h3 { font-size: 16px; margin: 24px 0 8px; }
h4 { font-size: 13px; margin: 0; }
p { margin: 0 0 12px; }
.quiet, .number { color: var(--quiet); }
.number { font-weight: 300; }
code, pre, .code, .path { font-family: var(--mono); font-size: 85%; }
code { background: color-mix(in srgb, var(--quiet) 15%, transparent); border-radius: 6px; padding: .2em .4em; }
pre { background: var(--soft); border-radius: 6px; padding: 12px; overflow-x: auto; }
pre code { background: none; padding: 0; }
.icon { vertical-align: -3px; flex: none; }
.icon.good { color: var(--good); } .icon.bad { color: var(--bad); } .icon.quiet { color: var(--quiet); } .icon.busy { color: var(--busy); }
.cut { fill: none; stroke: var(--ground); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 16px; }
.inside { padding: 12px 16px; }
.row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px; }
.row.start { justify-content: flex-start; gap: 8px; margin-bottom: 16px; }
.label { display: inline-block; border: 1px solid var(--line); border-radius: 2em; padding: 0 8px; font-size: 12px; font-weight: 500; line-height: 18px; color: var(--quiet); vertical-align: middle; }
.badge { border-radius: 2em; padding: 4px 12px; color: #ffffff; font-weight: 500; }
.badge.open { background: #1f883d; } .badge.closed { background: #8250df; } .badge.merged { background: #8250df; }
.badge.draft { background: #59636e; } .badge.published { background: #1f883d; }

.list { list-style: none; padding: 0; }
.list > li { padding: 12px 16px; border-top: 1px solid var(--line); }
.list > li:first-child { border-top: 0; }
.list h2 { display: inline; font-size: 16px; margin: 0 6px 0 0; }
.list .state { margin: 4px 0; }
.list .state a { color: var(--text); }
.list .links { list-style: none; margin: 0; padding: 0; font-size: 13px; }
.list .links li { padding: 1px 0; }
.list .verdict { white-space: normal; margin-left: 6px; }
.list.files > li { padding: 6px 16px; font: 12px/1.5 var(--mono); }

.tabs { display: flex; gap: 16px; border-bottom: 1px solid var(--line); margin: 0 0 16px; }
.tabs a { padding: 8px 4px; color: var(--text); }

.check > header { padding: 12px 16px; background: var(--soft); border-left-width: 4px; }
.check > header.good { border-left-color: var(--good); } .check > header.bad { border-left-color: var(--bad); }
.check > header.quiet { border-left-color: var(--quiet); } .check > header.busy { border-left-color: var(--busy); }
form { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; }
button {
  font-family: inherit; font-size: 12px; font-weight: 500; line-height: 20px; color: var(--text); background: var(--ground); cursor: pointer;
  border: 1px solid var(--line); border-radius: 6px; padding: 3px 12px;
}
button:hover { background: var(--soft); }
.output { max-width: 940px; }
.output > h2 { margin-top: 8px; }
h3.section { font-size: 12px; font-weight: 600; text-transform: uppercase; letter-spacing: .04em; color: var(--quiet); border-bottom: 1px solid var(--line); padding-bottom: 6px; margin-top: 32px; }

.markdown > :first-child { margin-top: 0; }
.markdown > :last-child { margin-bottom: 0; }
.markdown ul, .markdown ol { padding-left: 2em; margin: 0 0 12px; }
.markdown li { margin: 4px 0; }
.markdown li > p { margin: 8px 0; }
.markdown li.task { list-style: none; }
.markdown li.task > p:first-child { text-indent: -1.6em; }
.markdown input { width: 13px; height: 13px; margin: 0 .4em 0 0; vertical-align: -2px; }
.markdown hr { border: 0; border-top: 1px solid var(--line); margin: 20px 0; }
.markdown table { display: block; max-width: 100%; width: max-content; overflow-x: auto; border-collapse: collapse; margin: 0 0 16px; font-size: 13px; }
.markdown th, .markdown td { border: 1px solid var(--line); padding: 6px 12px; text-align: left; }
.markdown tr:nth-child(even) td { background: var(--soft); }
.markdown details { margin: 0 0 12px; }
.markdown summary { cursor: pointer; }
.markdown details[open] > summary { margin-bottom: 8px; }
.markdown blockquote { margin: 0 0 12px; padding: 0 1em; border-left: 4px solid var(--line); color: var(--quiet); }

.file > h4 { padding: 8px 12px; background: var(--soft); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; font: 600 12px/20px var(--mono); overflow-wrap: anywhere; }
.file .place + .place { border-top: 1px solid var(--line); }
.file .come { color: var(--good); } .file .gone { color: var(--bad); }
.scroll { overflow-x: auto; }
.code { border-collapse: collapse; width: 100%; font-size: 12px; line-height: 20px; }
.code th { width: 1%; min-width: 40px; padding: 0 10px; text-align: right; font-weight: 400; color: var(--quiet); user-select: none; }
.code td { padding: 0 10px; white-space: pre; }
.code td.sign { width: 1%; padding: 0 2px 0 8px; user-select: none; }
.code .marked > * { background: var(--busy-soft); }
.code tr:target > * { background: var(--busy-soft); }
.diff tr.come > * { background: var(--come); }
.diff tr.gone > * { background: var(--gone); color: inherit; }
.diff tr.come > *, .diff tr.gone > * { color: var(--text); }
.diff tr.hunk td { background: var(--link-soft); color: var(--quiet); padding: 4px 12px; }
.diff tr.said td { white-space: normal; font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; padding: 0; }

.annotation { margin: 8px 12px 12px; padding: 8px 12px; border: 1px solid var(--line); border-left: 4px solid var(--quiet); border-radius: 6px; max-width: 860px; font-size: 13px; line-height: 1.5; background: var(--ground); }
.annotation.failure { border-left-color: var(--bad); } .annotation.warning { border-left-color: var(--busy); }
.annotation p { margin: 0; }
.annotation .label { all: unset; display: block; font-size: 12px; color: var(--quiet); }
.annotation.failure .label { color: var(--bad); } .annotation.warning .label { color: var(--busy); }
.annotation .title { font-weight: 600; margin: 2px 0 4px; }
.annotation .message { white-space: pre-wrap; }

.conversation { max-width: 940px; }
.comment > header { padding: 8px 16px; background: var(--soft); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; }
.comment > .markdown { padding: 16px; }
.event { color: var(--quiet); margin: 0 0 16px 16px; padding-left: 12px; border-left: 2px solid var(--line); }

@media (max-width: 600px) {
  main { padding: 16px; } .top { padding: 12px 16px; } footer { padding: 16px 0; margin: 16px 16px 0; }
  h1 { font-size: 22px; }
  .markdown ul, .markdown ol { padding-left: 1.4em; }
  .markdown li.task > p:first-child { text-indent: -1.3em; }
  .code th { padding: 0 6px; min-width: 28px; }
  .annotation { margin: 8px; max-width: calc(100vw - 52px); }
}
`;
