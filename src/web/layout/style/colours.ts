/**
 * Blue is as it should be, orange is to be put right, grey is not known: a pair that everybody tells apart, and that stays
 * apart on grey paper. `--how-…` fill pictures, the others are for text.
 */
export const colours = `
:root {
  --ground: #fdfdfc; --soft: #f4f4f1; --line: #e3e2dd; --edge: #8c8b84; --text: #1c1e21; --quiet: #5b5f66; --focus: #1b64ab;
  --good: #14599e; --bad: #b23c08; --warn: #7d5a00; --held: #63479c;
  --how-trusted: #1b64ab; --how-job: #86b7e2; --how-unknown: #d3d2cb; --how-token: #dd6a23; --hatch: #a09f97;
  --level-0: #dedcd5; --level-1: #b3d0ea; --level-2: #6ba3d6; --level-3: #1b64ab;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131517; --soft: #1b1e21; --line: #2c3034; --edge: #7d838a; --text: #e7e6e2; --quiet: #a0a5ab; --focus: #6cb2ee;
    --good: #74b6f0; --bad: #f79763; --warn: #dfb55a; --held: #bda6ec;
    --how-trusted: #4f9fe3; --how-job: #34699a; --how-unknown: #4a4f55; --how-token: #ea7a3a; --hatch: #757b82;
    --level-0: #3a3e43; --level-1: #234b72; --level-2: #3576b0; --level-3: #6cb6f5;
  }
}
`;
