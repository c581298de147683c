/** Bars, courses over time and their keys. */
export const figures = `
.bar { display: block; width: 100%; min-width: 72px; height: 12px; margin: 4px 0; }
.f-trusted { fill: var(--how-trusted); } .f-job-token { fill: var(--how-job); } .f-unknown { fill: url(#hatch); } .f-token { fill: var(--how-token); }
.f-0 { fill: var(--level-0); } .f-1 { fill: var(--level-1); } .f-2 { fill: var(--level-2); } .f-3 { fill: var(--level-3); }
.hatch-ground { fill: var(--how-unknown); } .hatch-line { stroke: var(--hatch); stroke-width: 1.2; }
.key { margin-top: 8px; display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12.5px; color: var(--quiet); }
.key li { display: inline-flex; align-items: center; gap: 6px; }
.shares td:has(.bar) { width: 40%; }
.shares th, .shares td { padding-right: 10px; }
.shares tbody th { min-width: 9em; overflow-wrap: break-word; }
.about { white-space: normal; display: block; color: var(--quiet); font-size: 12.5px; }
.bar rect { stroke: var(--ground); stroke-width: 1; }
.course { max-width: 820px; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 8px; font-size: 12px; color: var(--quiet); font-variant-numeric: tabular-nums; }
.course .plot { display: block; width: 100%; height: auto; border-bottom: 1px solid var(--edge); }
.course .grid { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
.course .up { display: flex; flex-direction: column; justify-content: space-between; text-align: right; line-height: 1; margin: -5px 0; }
.course .along { grid-column: 2; display: flex; justify-content: space-between; }

.steps { counter-reset: step; }
.steps > li { counter-increment: step; display: grid; grid-template-columns: 1.6em minmax(0, 1fr); padding: 8px 0; border-bottom: 1px solid var(--line); }
.steps > li::before { content: counter(step); color: var(--quiet); font-variant-numeric: tabular-nums; }
.steps > li:last-child { border-bottom: 0; }
.steps .what { font-weight: 600; }
.steps.on { counter-reset: step 9; }
.steps p { max-width: none; }
.row { display: flex; flex-wrap: wrap; gap: 0 14px; align-items: baseline; }

@media (max-width: 620px) {
  .shares td:has(.bar) { flex: 0 0 100%; width: auto; padding: 3px 0; }
  .shares td:has(.bar)::before { display: none; }
  .shares tbody th { flex: 1 1 auto; }
  .shares .about { font-weight: 400; }
}
`;
