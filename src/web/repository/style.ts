/** The pages about one repository, one package and one incident. */
export const details = `
.summary > p + p { margin-top: 4px; }
.summary { margin-bottom: 22px; }
.head .note { margin-top: 10px; }
.map-ways + .note { margin-top: 10px; }
.subject { display: block; }
.controls > li { padding: 7px 0; border-bottom: 1px solid var(--line); scroll-margin-top: 8px; }
.controls > li:last-child { border-bottom: 0; }
.controls.short > li { padding: 2px 0; border-bottom: 0; break-inside: avoid; }
@media (min-width: 861px) { .controls.short { columns: 2; column-gap: 40px; } }
.fold > summary { list-style: none; }
.fold > summary::-webkit-details-marker { display: none; }
.fold > summary::before { content: ""; display: inline-block; flex: none; width: 0; height: 0; border: 4px solid transparent; border-left: 6px solid var(--edge); margin-right: 4px; vertical-align: 1px; }
.fold[open] > summary::before { border: 4px solid transparent; border-top: 6px solid var(--edge); margin-right: 6px; }
.controls:not(.short) > li > details > summary { display: flex; flex-wrap: wrap; align-items: center; gap: 0 8px; width: auto; }
.controls:not(.short) > li > details > summary::before { margin-right: 0; }
.controls:not(.short) > li > details > summary .word { min-width: 82px; }
.note + .summary { margin-top: 14px; }
.inside { padding: 2px 0 8px 20px; min-width: 0; }
.inside > * + * { margin-top: 8px; }
.controls h3 { margin-bottom: 2px; }
.controls h3 ~ p + p { margin-top: 4px; }
.settles { display: block; color: var(--quiet); }
.settles::before { content: "→ "; }
.remedy { border-left: 2px solid var(--line); padding-left: 14px; }
.remedy > * + * { margin-top: 6px; }
.remedy + .remedy { margin-top: 14px; }
.todo { list-style: decimal; padding-left: 1.6em; }
.todo li + li { margin-top: 3px; }
.places { overflow-wrap: anywhere; }
.links { overflow-wrap: anywhere; max-width: none; }
.asked > li { display: grid; grid-template-columns: 1.6em minmax(0, 1fr); padding: 3px 0; max-width: 84ch; }
.part > details + details { margin-top: 2px; }
.part summary > h2 { display: inline; font-weight: 500; }
.part > h3 { margin-top: 14px; }
.sample { flex: none; overflow: visible; vertical-align: -2px; }
.word .sample { margin-right: 3px; }
svg.releases.sample { display: inline; width: auto; }

.versions > li { border-bottom: 1px solid var(--line); scroll-margin-top: 8px; }
.release { display: grid; grid-template-columns: 10px minmax(90px, 1.1fr) minmax(150px, 1.6fr) 150px 120px 84px; gap: 2px 14px; align-items: center; padding: 6px 0; width: auto; font-variant-numeric: tabular-nums; }
.heads { border-bottom: 1px solid var(--edge); color: var(--quiet); font-size: 12.5px; padding: 4px 0; }
.release > span { display: flex; flex-wrap: wrap; gap: 0 6px; align-items: center; }
.versions .release::before { margin: 0; }
.versions .release strong { overflow-wrap: anywhere; }
.versions .release:hover { background: var(--soft); text-decoration: none; }
.joins { display: inline-flex; gap: 6px; }
.joins span[title] { display: inline-flex; }
.evidence { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 20px; }
.evidence > div { display: contents; }
.evidence dt { color: var(--quiet); }
.says { display: block; max-width: 84ch; }
.frozen > li { padding: 3px 0; }
.frozen pre { max-height: 420px; overflow: auto; margin-top: 6px; }

@media (max-width: 760px) {
  .versions .release { grid-template-columns: 10px minmax(0, 1fr) max-content; }
  .heads { display: none; }
  .versions .release > * { grid-column: 2; }
  .versions .release > strong { grid-column: 2; }
  .versions .release > .joins { grid-column: 3; grid-row: 1; }
  .versions .release > :last-child { grid-column: 3; grid-row: 2; justify-self: end; }
  .inside { padding-left: 14px; }
  .evidence { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .evidence > div { display: block; padding: 3px 0; }
}
@media print { .frozen pre { max-height: none; } }
`;
