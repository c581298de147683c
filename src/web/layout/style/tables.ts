/** Tables, and the lists of named values that they become where the window is narrow. */
export const tables = `
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; }
th, td { padding: 5px 14px 5px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 12.5px; color: var(--quiet); white-space: nowrap; vertical-align: bottom; border-bottom-color: var(--edge); }
thead a { text-decoration-color: var(--line); }
thead th[aria-sort] { color: var(--text); font-weight: 600; }
.arrow { font-size: 8px; margin-left: 4px; vertical-align: 1px; }
tbody th { overflow-wrap: anywhere; }
tbody tr:hover > * { background: var(--soft); }
.n { text-align: right; white-space: nowrap; }
.zero { color: var(--quiet); }
tbody th > code:only-child { white-space: nowrap; }
.repositories td:nth-child(2), .repositories td:nth-child(3) { color: var(--bad); }
.repositories td:nth-child(2) { font-weight: 650; }
.repositories td:nth-child(4) { color: var(--warn); }
.repositories td:nth-child(5) { color: var(--quiet); }
.repositories .word { margin-right: 8px; }
.repositories td:last-child { white-space: nowrap; }
.repositories td:nth-last-child(2), .repositories th:nth-last-child(2) { padding-right: 20px; }

${folded('.folds', 620)}
${folded('.repositories', 1000)}
`;

/** Each row as a heading with its named values, side by side as far as there is room. `t`: the table's selector. */
function folded(t: string, below: number): string {
  return `@media (max-width: ${below}px) {
  ${t}, ${t} tbody, ${t} tr, ${t} th, ${t} td { display: block; padding: 0; border: 0; text-align: left; }
  ${t} thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  ${t} tr { padding: 9px 0; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 1px 14px; }
  ${t} tbody th { flex: 0 0 100%; font-weight: 600; }
  ${t} td { max-width: 100%; white-space: normal; }
  ${t} td:empty, ${t} td:has(> .zero) { display: none; }
  ${t} td[data-l]::before { content: attr(data-l) " "; color: var(--quiet); font-size: 12.5px; font-weight: 400; }
}`;
}
