/** Words with a sign before them: verdicts, severities, levels and ways of publishing. */
export const words = `
.word { display: inline-block; white-space: nowrap; }
.mark { width: 13px; height: 13px; vertical-align: -2px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.full { fill: currentColor; }
.cut { stroke: var(--ground); }
.dot { fill: currentColor; stroke: none; }
.v-pass { color: var(--good); } .v-fail { color: var(--bad); font-weight: 600; } .v-unknown { color: var(--warn); }
.v-accepted { color: var(--held); } .v-not-applicable { color: var(--quiet); }
.s-critical, .s-high { color: var(--bad); } .s-critical { font-weight: 650; }
.s-medium { color: var(--warn); } .s-low { color: var(--quiet); }
.patch { display: inline-block; width: 11px; height: 11px; border-radius: 2px; vertical-align: -1px; }
.p-trusted, .l-3 { background: var(--how-trusted); } .p-job-token { background: var(--how-job); } .p-token { background: var(--how-token); }
.p-unknown { background: repeating-linear-gradient(135deg, var(--how-unknown) 0 2px, var(--hatch) 2px 3.2px); }
.patch.l-0 { background: var(--level-0); } .patch.l-1 { background: var(--level-1); } .patch.l-2 { background: var(--level-2); } .patch.l-3 { background: var(--level-3); }
.meter { width: 34px; height: 10px; margin-right: 3px; stroke-width: 1; }
.meter .reached { fill: var(--how-trusted); stroke: var(--how-trusted); }
.meter .open { fill: none; stroke: var(--edge); }
.meter .beyond { fill: none; stroke: var(--line); }
@media (forced-colors: active) { .patch, .bar, .plot, .meter { forced-color-adjust: none; } }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 3px; padding: 0 5px; font-size: 12px; line-height: 17px; color: var(--quiet); white-space: nowrap; }
`;
