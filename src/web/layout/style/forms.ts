/** Fields, buttons, what is filtered by, and the way from page to page. */
export const forms = `
button, .button, select, input { font: inherit; color: inherit; }
button, .button {
  display: inline-block; background: var(--ground); border: 1px solid var(--edge); border-radius: 4px; padding: 3px 11px; line-height: 20px; cursor: pointer; text-decoration: none;
}
button:hover, .button:hover { background: var(--soft); }
.main { background: var(--focus); border-color: var(--focus); color: var(--ground); font-weight: 600; }
.main:hover { background: var(--text); border-color: var(--text); }
.filter { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 12px; }
.filter label { display: grid; gap: 2px; font-size: 12.5px; color: var(--quiet); }
.filter label.check { display: flex; align-items: center; gap: 6px; min-height: 28px; }
.filter input[type=search], .filter select {
  height: 28px; padding: 0 8px; border: 1px solid var(--edge); border-radius: 4px; background: var(--ground); color: var(--text); font-size: 14px; max-width: 100%;
}
.filter input[type=search] { width: 220px; }
.filter select { max-width: 190px; }
.filter input[type=checkbox] { width: 16px; height: 16px; margin: 0; accent-color: var(--focus); }
.chosen { margin-top: 10px; display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
.chosen a { display: inline-flex; align-items: center; gap: 6px; border: 1px solid var(--edge); border-radius: 3px; padding: 1px 7px; font-size: 13px; text-decoration: none; }
.chosen a:hover { background: var(--soft); }
.chosen .mark { width: 9px; height: 9px; }
.chosen + p { margin-top: 8px; }
.pages { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; margin-top: 10px; }
.pages a, .pages [aria-current] { min-width: 24px; min-height: 24px; text-align: center; }
.pages [aria-current] { font-weight: 650; }

@media (max-width: 620px) {
  .filter { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .filter label.broad, .filter .send { grid-column: 1 / -1; }
  .filter input[type=search], .filter select { width: 100%; max-width: none; height: 34px; font-size: 16px; }
  .filter button { padding: 6px 14px; }
}
`;
