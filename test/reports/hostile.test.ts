import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../../src/audit/compare.ts';
import { checkOfChange, checkOfDefaultBranch, withPolicyProblems } from '../../src/reports/check-run/index.ts';
import { issueOf } from '../../src/reports/issue/index.ts';
import { bytesOf } from '../../src/reports/markdown/fit.ts';
import type { Report } from '../../src/types/report.ts';
import { aContext, anIssueContext, commit } from './check-run/context.ts';
import { aControl, aFinding, aPublication, aReport, hostile, hostileReport } from './report-fixture.ts';

const page = new MarkdownIt({ html: true, linkify: true });

describe('whatever a repository holds', () => {
  it('is only text in what people read on GitHub', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...nasty), maxLength: 24 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(hostile, ...breakers),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 12, maxLength: 12 }), (texts) => check(reportOf(texts))),
      { numRuns: 60 },
    );
  });

  it('is only text, for what was tried before', () => {
    check(hostileReport);
    for (const breaker of breakers) check(reportOf(Array.from({ length: 12 }, () => breaker)));
  });
});

const nasty = [
  '@',
  '#',
  '|',
  '<',
  '>',
  '[',
  '](',
  ')',
  '!',
  '`',
  '``',
  '\\',
  '&',
  'a',
  '1',
  ' ',
  '\n',
  '\r',
  '\t',
  '_',
  '*',
  '~',
  '-',
  '=',

  '://',
  'www.',
  'https',
  'evil.example',
  '<!--',
  '-->',
  '</details>',
  '<img src=x>',
  '<script>',
  '&#64;',
  '${{ ',
  ' }}',

  'octocat',
  'GH-',
  'deadbeef',
  '\u202e',
  '\u200b',
  '\ud800',
  '\u0000',
  '\ufeff',
  '| --- |',
  '1. ',
  '# ',
  '- [x] ',
  '```',
];

const breakers = [
  '@octocat',
  'see #1 and owner/repo#2, GH-3 and 0123456789abcdef0123456789abcdef01234567',
  'owner/repo@0123456789abcdef0123456789abcdef01234567',
  '<!-- the rest',
  '</summary></details><h1>x',
  '`` ` ``` @x ````',
  '|a\\|b|`@c`|',
  '[x](https://evil.example) ![x](https://evil.example/i.png) <https://evil.example> https://evil.example',
  '[x]: https://evil.example',
  'mailto:a@evil.example ftp://evil.example //evil.example www.evil.example',
  '../../../../octocat',
  '\u202e\u2066x\u2069',
  '~~~\n```\n<script>alert(1)</script>',
  '- [ ] @octocat',
  'a\n\n# b\n\n@octocat',
  '*a* **b** __c__ ~~d~~ $e$ :tada:',
  '&commat;octocat &#64;octocat &num;1 &lt;img&gt;',
  '**Next step: @octocat**',
];

function reportOf(texts: readonly string[]): Report {
  const at = (index: number) => texts[index] ?? '';
  return aReport({
    subject: { repository: at(0), ref: at(1), commit: at(2) },
    publications: [
      aPublication({
        packages: [at(0), at(3)],
        workflow: at(4),
        job: at(5),
        via: at(6),
        auth: 'token',
        environment: at(7),
        reason: at(8),
        credentials: [{ kind: 'long-lived', source: at(9), arrives: at(10) }],
      }),
      aPublication({ registry: 'pypi', packages: [at(11)], auth: 'unknown', environment: at(1) }),
    ],
    elsewhere: [{ name: at(2), via: at(3), workflow: at(4), job: at(5), line: 3 }],
    controls: [
      aControl({ verdict: 'unknown', reason: at(6), settles: at(7) }),
      aControl({ id: 'owners', reason: at(8) }),
    ],
    findings: [
      aFinding({
        message: at(9),
        locations: [at(10), at(11), at(0)].map((path, index) => ({ path, line: index + 1, endLine: index + 1 })),
        remediation: { steps: [at(1), at(2)], links: ['https://docs.npmjs.com/trusted-publishers'], fixable: false },
      }),
      aFinding({ registry: null, message: at(3), severity: 'low', fingerprint: 'f2' }),
    ],
    problems: [{ path: at(4), line: null, message: at(5) }],
  });
}

function check(report: Report): void {
  const before = { ...report, findings: [], publications: report.publications.slice(1) };
  const context = aContext({ explain: true, issue: 12, gate: 'low' });
  const solved = report.findings.map(({ message }) => ({ message, on: '2026-11-22' }));
  const problems = report.problems.map(({ message }) => ({ path: '.github/mintmark.yml', line: 1, message }));
  const outputs = [
    withPolicyProblems(checkOfDefaultBranch(report, context), problems),
    checkOfChange(report, compareReports(before, report), context),
    checkOfChange({ ...before }, compareReports(report, before), context),
  ];
  for (const { title, summary, text, annotations } of outputs) {
    expect(title).toMatch(/^[\w ,;:.]{1,255}$/);
    isInert(summary);
    isInert(text ?? '');
    for (const { message, path } of annotations) {
      expect(message).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
      expect(path).not.toMatch(/(?:^|\/)\.\.(?:\/|$)|\p{Cc}/u);
    }
  }
  const { title, body } = issueOf(report, anIssueContext({ solved }));
  expect(title).toBe('Publishing safety: what is left to put right');
  expect(body.startsWith('<!-- mintmark:v1 key=rollup repository=77 -->\n')).toBe(true);
  isInert(body.slice(body.indexOf('\n')));
}

const tags = new Set([
  'p',
  'a',
  'code',
  'pre',
  'strong',
  'em',
  's',
  'ul',
  'ol',
  'li',
  'h3',
  'hr',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'details',
  'summary',
]);

const linkHomes = [
  `https://github.com/acme/widgets/blob/${commit}/`,
  'https://github.com/acme/widgets/blob/HEAD/',
  'https://github.com/acme/widgets/issues/12',
  'https://docs.npmjs.com/trusted-publishers',
  'https://repos.openssf.org/principles-for-package-repository-security',
];

const headings = new Set([
  'npm',
  'PyPI',
  'The repository as a whole',
  'Every check, and what it has seen',
  'Put right',
]);

/** The page has only the tags, links and headings that we mean, and GitHub finds nothing to link in its text. */
function isInert(markdown: string): void {
  expect(bytesOf(markdown)).toBeLessThan(65_535);
  expect(markdown).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
  const html = page.render(markdown);
  const found = (pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map(([, group = '']) => group))];
  expect(found(/<\/?([^\s>/]+)/g).filter((tag) => !tags.has(tag))).toEqual([]);
  expect(found(/<[a-z]\w* ([^>]*)>/g).filter((attribute) => !/^(?:href|class)="[^"]*"$/.test(attribute))).toEqual([]);
  const links = found(/href="([^"]*)"/g);
  expect(links.filter((link) => !linkHomes.some((home) => new URL(link).href.startsWith(home)))).toEqual([]);
  expect(found(/<h3>(.*?)<\/h3>/g).filter((heading) => !headings.has(heading))).toEqual([]);
  for (const tag of ['details', 'table', 'code', 'a'])
    expect(count(html, `<${tag}[ >]`), tag).toBe(count(html, `</${tag}>`));
  const words = html
    .replace(/<(code|a)\b[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<pre>.*?<\/pre>/gs, ' ')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&lt;|&gt;|&amp;|&quot;/g, (entity) => entities[entity] ?? '');
  expect(words).not.toMatch(/@\w|#\d|\bGH-\d|:\/\/|www\.|\b[0-9a-f]{7,40}\b|<!--/i);
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

function count(text: string, pattern: string): number {
  return text.match(new RegExp(pattern, 'g'))?.length ?? 0;
}
