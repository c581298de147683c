/** On paper: black on white, without what is only of use on a screen, and with everything unfolded. */
export const print = `
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --soft: #f4f4f1; --line: #cfcec8; --edge: #77766f; --text: #000000; --quiet: #444444;
    --good: #14599e; --bad: #a03606; --warn: #6b4d00; --held: #563c8c;
    --how-trusted: #1b64ab; --how-job: #86b7e2; --how-unknown: #d3d2cb; --how-token: #dd6a23; --hatch: #a09f97;
    --level-0: #dedcd5; --level-1: #b3d0ea; --level-2: #6ba3d6; --level-3: #1b64ab;
  }
  body { font-size: 10.5pt; }
  .who, .button, button, .filter, .skip, .pages a { display: none; }
  .part, tr, .steps > li { break-inside: avoid; }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .bar, .plot, .patch, .meter { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; }
  main { padding-top: 8px; min-height: 0; }
}
`;
