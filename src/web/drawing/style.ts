/** The map of publications and the timeline of releases. */
export const drawings = `
.map, .releases { display: block; width: 100%; height: auto; font-size: 12.5px; }
.map text, .releases text { fill: var(--text); }
.map .layers text, .releases .axis text, .releases .lane text.quiet { fill: var(--quiet); font-size: 11.5px; }
.map .lines { fill: none; }
.map .lines .plain { stroke: var(--how-trusted); }
.map .lines .weak { stroke: var(--how-token); stroke-dasharray: 6 4; }
.map .lines .unsure { stroke: var(--edge); stroke-dasharray: 1.5 4; stroke-linecap: round; }
.map .node rect { fill: var(--ground); stroke: var(--line); }
.map .node.weak rect { stroke: var(--how-token); }
.map .node.unsure rect { stroke: var(--edge); stroke-dasharray: 2 3; }
.map .note { font-size: 11px; fill: var(--quiet); }
.map .node.weak .note { fill: var(--bad); font-weight: 600; }
.styles { display: flex; flex-wrap: wrap; gap: 2px 20px; font-size: 12.5px; color: var(--quiet); margin-top: 8px; }
.styles li { display: inline-flex; align-items: center; gap: 7px; }
.styles svg { flex: none; overflow: visible; }
.styles .map { display: inline; width: auto; }
.ways .ways { padding-left: 16px; border-left: 1px solid var(--line); margin-left: 5px; }
.ways li { padding: 2px 0; overflow-wrap: anywhere; }
.weak-word { color: var(--bad); font-weight: 600; }

.releases .rail { stroke: var(--line); stroke-width: 1; }
.releases .grid { stroke: var(--line); stroke-width: 1; stroke-dasharray: 2 4; }
.rank { fill: var(--how-trusted); stroke: var(--how-trusted); stroke-width: 1.5; }
.rank.none, .rank.untold { fill: var(--ground); }
.rank.none { stroke: var(--how-token); stroke-width: 2; }
.rank.untold { stroke: var(--edge); }
.rank.provenance { fill: var(--how-job); stroke: var(--how-trusted); }
.releases .run { stroke: var(--how-trusted); stroke-width: 4; }
.releases .run.none { stroke: var(--how-token); stroke-width: 2; }
.releases .run.untold { stroke: var(--edge); stroke-width: 2; }
.releases .run.provenance { stroke: var(--how-job); }
.releases .gone { stroke: var(--text); stroke-width: 1.4; }
.releases .fall { stroke: var(--how-token); stroke-width: 2; stroke-dasharray: 4 3; }
.releases .signal { fill: var(--bad); stroke: var(--ground); stroke-width: 1; }
.releases .signal.mild { fill: var(--warn); }
.releases .many { font-size: 10.5px; fill: var(--quiet); }
.releases .word { font-size: 11px; fill: var(--bad); font-weight: 600; }
.narrow { display: none; }
@media (max-width: 760px) {
  .map-figure { display: none; }
  .map-ways > summary { display: none; }
  .map-ways::details-content { content-visibility: visible; display: block; height: auto; }
  .releases.wide { display: none; }
  .releases.narrow { display: block; }
}
@media print { .map, .releases { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
