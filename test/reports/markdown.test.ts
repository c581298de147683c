import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { address, code, codeList, prose } from '../../src/reports/markdown/escape.ts';
import { renderMarkdown } from '../../src/reports/markdown/markdown.ts';
import { place } from '../../src/reports/markdown/place.ts';
import { aFinding, aReport, emptyReport, fullReport, hostile, hostileReport } from './report-fixture.ts';

const link = (lines: string) =>
  `https://github.com/acme/widgets/blob/1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d/.github/workflows/release.yml?plain=1#${lines}`;

describe('renderMarkdown', () => {
  it('prints a small report', () => {
    expect(renderMarkdown(aReport({ findings: [aFinding()] }))).toBe(`## Mintmark: \`acme/widgets\`

\`main\` at \`1a2b3c4d5e6f\`

Packages go to npm by trusted publishing. There is 1 finding (1 high); 1 check passes.

### How packages are published

| Registry | Packages | From | Job | Credential | Provenance | Environment |
| --- | --- | --- | --- | --- | --- | --- |
| npm | \`@acme/core\` | [\`.github/workflows/release.yml:42\`](${link('L42')}) | \`publish\` | trusted publishing | yes | \`npm\` |

### High: do this next

#### \`trusted-publishing\` (npm)

- The step publishes with \`secrets.NPM_TOKEN\` although npm offers trusted publishing
  - [\`.github/workflows/release.yml:42\`](${link('L42-L44')})

How to put it right:

1. Open the settings of \`@acme/core\` on npmjs.com and add GitHub Actions as its trusted publisher
2. Type acme as the owner, widgets as the repository and \`release.yml\` as the workflow
3. Publish once, then delete the token

- <https://docs.npmjs.com/trusted-publishers>

### Levels

From 0 to 3, by the [Principles for Package Repository Security](https://repos.openssf.org/principles-for-package-repository-security). What a project can reach, its registries have to offer.

| Track | Project | Registries | Held back by |
| --- | --- | --- | --- |
| Authentication: how people sign in | 1 | 3 | \`two-factor\` |
| Authorization: who may publish, and how | 3 | 3 | – |
| General: what is released, and how faults are reported | 0 | 2 | \`vulnerability-reporting\`, \`tag-protection\` |
| CLI: what the tools pin and check | 0 | not known | – |

<details>
<summary>Every check: 1</summary>

| Check | Registry | Answer | Why |
| --- | --- | --- | --- |
| \`trusted-publishing\` | npm | passes | The step publishes by OIDC |

</details>
`);
  });

  it('says so where there is nothing', () => {
    expect(renderMarkdown(emptyReport)).toBe(
      '## Mintmark\n\nNo file here publishes to a public registry, as far as files can tell. There is nothing to put right.\n',
    );
  });

  it('folds the steps of what can wait, and what is found in many places', () => {
    const text = renderMarkdown(fullReport);
    expect(text).toContain(
      '#### `publish-pins` (npm, 6 findings)\n\n- `actions/checkout@v4` is not pinned to a commit\n',
    );
    expect(text).toContain(
      '<details>\n<summary>How to put it right (an edit of files): 1 step</summary>\n\n1. Pin `actions/checkout`',
    );
    expect(text).toContain('How to put it right (an edit of files):\n\n1. Remove `pull_request_target`');
  });

  it('keeps the number of cells in every row of every table', () => {
    for (const report of [fullReport, hostileReport]) {
      let cells = 0;
      for (const line of renderMarkdown(report).split('\n')) {
        const bars = line.startsWith('|') ? line.split('|').length : 0;
        if (cells > 0 && bars > 0) expect(bars).toBe(cells);
        cells = bars;
      }
    }
  });

  it('lets nothing of a repository be more than text', () => {
    const text = renderMarkdown(hostileReport);
    const outsideOfCode = text.replace(/(`+)[^`\n](?:.*?[^`])??\1(?!`)/g, '');
    expect(outsideOfCode).not.toMatch(/[@`]|\u200b/);
    expect(outsideOfCode).not.toMatch(/<(?!\/?(?:details|summary)>|https:\/\/docs\.npmjs\.com|br>)/);
    expect(outsideOfCode).not.toMatch(/(?<!\]\()(?<!<)https?:\/\//);
    expect(outsideOfCode).not.toMatch(
      /(?<!\\)\[(?!(?:Principles for Package Repository Security)?\]\(https:\/\/(?:github\.com|repos\.openssf\.org)\/)/,
    );
    expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
    expect(text.match(/^#+ .*/gm)?.slice(1)).toEqual([
      '### How packages are published',
      '### High: do this next',
      '#### `trusted-publishing` (npm)',
      '### Levels',
    ]);
  });
});

describe('prose', () => {
  it.each([
    ['plain words, 1.5 % of them (so far)', 'plain words, 1.5 % of them (so far)'],
    ['Größe 漢字 → “x” Node.js 22.14.0, crates.io', 'Größe 漢字 → “x” Node.js 22.14.0, crates.io'],
    ['@octocat and (me@evil.example).', '`@octocat` and (`me@evil.example`).'],
    ['#12, owner/name#3 and GH-4', '`#12`, `owner/name#3` and `GH-4`'],
    ['by 1a2b3c4 in x-deadbeef', 'by `1a2b3c4` in `x-deadbeef`'],
    ['https://evil.example, www.evil.example!', '`https://evil.example`, `www.evil.example`!'],
    ['<b>&amp; <!-- x', '`<b>&amp`; `<!--` x'],
    ['[a](b) ![c](d)', '`[a](b)` `![c](d)`'],
    ['*a* ~b~ snake_case $d$ :tada:', '`*a*` `~b~` `snake_case` `$d$` `:tada`:'],
    ['a | b \\| c & d # e', 'a &#124; b `\\`&#124; c &#38; d &#35; e'],
    ['in ${{ a.b }}-${{ c }}, --x', 'in `${{ a.b }}-${{ c }}`, `--x`'],
    ['- item', '&#45; item'],
    ['  --', '&#45;-'],
    ['1. item', '1&#46; item'],
    ['# head', '&#35; head'],
    ['run `npm publish` now', 'run `npm publish` now'],
    ['half `a @b', 'half &#96;a `@b`'],
    ['`a|b` and `c`', '`a`&#124;`b` and `c`'],
    ['`a``b`x`c`d@e', '`a` `b`x`c` `d@e`'],
    ['line\nbreak', '`line\\nbreak`'],
    ['\ud800 \u202e', '`\\u{d800}` `\\u{202e}`'],
  ])('of %j', (text, markdown) => {
    expect(prose(text)).toBe(markdown);
  });

  it('leaves no mention, tag, link or bar outside of code, whatever is thrown at it', () => {
    const unit = fc.constantFrom(
      '@',
      '#',
      '|',
      '<',
      '[',
      '](',
      '`',
      '\\',
      '&',
      'a',
      ' ',
      '://',
      '_',
      '*',
      '\n',
      '&#64;',
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const page = new MarkdownIt({ html: true, linkify: true }).render(`- ${prose(text)}\n`);
        const outside = page.replace(/<code>[^<]*<\/code>/g, '');
        expect(outside).toMatch(/^<ul>\n<li>[^<>]*<\/li>\n<\/ul>\n$/);
        expect(outside.replace(/&\w+;/g, '')).not.toMatch(/@\w|#\d/);
      }),
    );
  });

  it('cuts what is too long, and no character in half', () => {
    expect(prose(`${'na '.repeat(666)}😀 b`)).toBe(`${'na '.repeat(666)}…`);
  });
});

describe('code', () => {
  it('is a span whatever it holds, cut where it is long', () => {
    expect(code('@acme/core')).toBe('`@acme/core`');
    expect(code('a`b')).toBe('``a`b``');
    expect(code('`')).toBe('`` ` ``');
    expect(code('a|b``c')).toBe('`a`&#124;```b``c```');
    expect(code('x'.repeat(400))).toHaveLength(302);
    expect(code('')).toBe('');
  });

  it('lists the first and counts the rest', () => {
    expect(codeList(['a', 'b', 'c', 'd'], 2)).toBe('`a`, `b`, +2 more');
  });
});

describe('address', () => {
  it('links a plain https address only', () => {
    expect(address('https://docs.npmjs.com/x?y=1#z')).toBe('<https://docs.npmjs.com/x?y=1#z>');
    expect(address('javascript:alert(1)')).toBe('`javascript:alert(1)`');
    expect(address('https://github.com/victim/project/issues/1')).toBe('`https://github.com/victim/project/issues/1`');
    expect(address('https://github.com/actions/checkout#usage')).toBe('<https://github.com/actions/checkout#usage>');
    expect(address('https://a.example/> <b>')).toBe('`https://a.example/>` `<b>`');
    expect(address(hostile)).toBe(prose(hostile));
  });
});

describe('place', () => {
  const at = { path: 'a b/(c).yml', line: 2, endLine: 2 };

  it('links to the commit that was read', () => {
    const { subject } = aReport();
    expect(place(at, subject)).toBe(
      `[\`a b/(c).yml:2\`](https://github.com/acme/widgets/blob/${subject.commit}/a%20b/%28c%29.yml?plain=1#L2)`,
    );
  });

  it('links nowhere where the repository or the commit is not known, or not plainly one', () => {
    for (const subject of [emptyReport.subject, hostileReport.subject, { ...aReport().subject, repository: 'a/b)(c' }])
      expect(place(at, subject)).toBe('`a b/(c).yml:2`');
    const home = aReport().subject;
    for (const path of ['../../x', 'a/../b', '/a', 'a//b', 'x'.repeat(301)])
      expect(place({ ...at, path }, home)).not.toContain('](');
  });

  it('links to another server, and to the head of the default branch', () => {
    const home = { repository: 'acme/widgets', commit: 'HEAD', server: 'https://git.acme.example' };
    expect(place({ path: 'a.yml', line: 2, endLine: 3 }, home)).toBe(
      '[`a.yml:2`](https://git.acme.example/acme/widgets/blob/HEAD/a.yml?plain=1#L2-L3)',
    );
  });
});
