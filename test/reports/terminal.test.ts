import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../src/reports/terminal/terminal.ts';
import { displayWidth } from '../../src/reports/text/width.ts';
import type { Report } from '../../src/types/report.ts';
import {
  aControl,
  aFinding,
  aPublication,
  aReport,
  emptyReport,
  fullReport,
  hostile,
  hostileReport,
} from './report-fixture.ts';

function plain(report: Report, width = 100): string {
  return renderTerminal(report, { width, color: false, links: false });
}

describe('renderTerminal', () => {
  it('prints a small report', () => {
    const report = aReport({
      publications: [
        aPublication({
          auth: 'token',
          provenance: false,
          environment: null,
          credentials: [token('secrets.NPM_TOKEN')],
        }),
      ],
      controls: [aControl({ verdict: 'fail' })],
      findings: [aFinding()],
    });
    expect(plain(report)).toBe(`acme/widgets
main at 1a2b3c4d5e6f

Packages go to npm with a long-lived credential.
There is 1 finding (1 high).

How packages are published
registry  packages, from                    job      credential       provenance  environment
npm       @acme/core                        publish  token NPM_TOKEN  no          none
          .github/workflows/release.yml:42

Do this next: high
trusted-publishing (npm)
  The step publishes with secrets.NPM_TOKEN although npm offers trusted publishing
    .github/workflows/release.yml:42
    → Open the settings of @acme/core on npmjs.com and add GitHub Actions as its trusted publisher
      (step 1 of 3)

Levels of the Principles, 0 to 3
authentication  ■□□  1, its registries offer 3; held back by two-factor
authorization   ■■■  3, its registries offer 3
general         □□·  0, its registries offer 2; held back by vulnerability-reporting, tag-protection
cli             ···  0, its registries' level is not known

Next  Open the settings of @acme/core on npmjs.com and add GitHub Actions as its trusted publisher
      (step 1 of 3)
      .github/workflows/release.yml:42
More  mintmark controls trusted-publishing says why; mintmark audit --format markdown has every step
`);
  });

  it('prints a publication as words where a table would be too wide', () => {
    expect(section(plain(fullReport, 60), 'How packages')).toBe(`How packages are published
npm         @acme/core, @acme/cli, @acme/react, +3 more
            .github/workflows/release.yml:42
            job publish, token NPM_TOKEN, provenance no,
            environment none
pypi        acme-widgets
            .github/workflows/release.yml:77
            job pypi, trusted publishing, provenance yes,
            environment pypi
docker-hub  packages unknown (low confidence [1])
            .github/workflows/image.yml:31
            job build-and-push, unknown, provenance unknown,
            environment none
packagist   acme/widgets
            no workflow
            none, provenance unknown, environment none
[1] acme/ship is not described; it is handed
    secrets.DOCKER_PASSWORD and an input named image`);
  });

  it('folds what is found in many places, the gravest first', () => {
    const text = plain(fullReport);
    expect(text.match(/^(?:Do|Then|When).*$/gm)).toEqual([
      'Do this first: critical',
      'Do this next: high',
      'Then this: medium',
    ]);
    expect(section(text, 'Then this')).toBe(`Then this: medium
vulnerability-reporting
  The repository has no security policy
    → Write a SECURITY.md that says where to report
publish-pins (npm, 6 findings)
  actions/checkout@v4 is not pinned to a commit
    .github/workflows/release.yml:12
    .github/workflows/release.yml:19
    .github/workflows/release.yml:27  +3 more places
    → Pin actions/checkout to the full commit of the release`);
  });

  it('says what was not judged, what went elsewhere and what could not be read', () => {
    const text = plain(fullReport);
    expect(section(text, 'Published elsewhere')).toBe(
      'Published elsewhere (not judged)\n  TestPyPI\n    .github/workflows/ci.yml:88',
    );
    expect(section(text, 'Not judged')).toBe(
      'Not judged\n  owners, two-factor\n  What would settle each: mintmark audit --format markdown',
    );
    expect(section(text, 'Could not be read')).toBe(
      'Could not be read\n  .github/workflows/old.yml:9\n    Not YAML: a mapping is indented less than its key',
    );
  });

  it('says so where there is nothing', () => {
    expect(plain(emptyReport)).toBe(
      'This repository\n\nNo file here publishes to a public registry, as far as files can tell.\nThere is nothing to put right.\n',
    );
  });

  it('keeps columns in line where characters are wide', () => {
    const report = aReport({
      publications: [
        aPublication({ job: '発行', packages: ['漢字'] }),
        aPublication({ job: '😀', packages: ['plain'] }),
      ],
    });
    expect(section(plain(report), 'How packages')).toBe(`How packages are published
registry  packages, from                    job   credential          provenance  environment
npm       漢字                              発行  trusted publishing  yes         npm
          .github/workflows/release.yml:42
npm       plain                             😀    trusted publishing  yes         npm
          .github/workflows/release.yml:42`);
  });

  it('shortens what is long', () => {
    const report = aReport({
      publications: Array.from({ length: 40 }, (_, index) => aPublication({ line: index + 1 })),
      findings: Array.from({ length: 9 }, (_, index) => aFinding({ message: `case ${index}` })),
      problems: Array.from({ length: 9 }, (_, index) => ({ path: `${index}.yml`, line: null, message: 'not YAML' })),
    });
    const text = plain(report);
    expect(text).toContain('+16 more publications: --format json has all');
    expect(text).toContain('  case 2\n    .github/workflows/release.yml:42\n  +6 more findings like these\n');
    expect(text).toContain('    not YAML\n+4 more files: --format json has all');
  });

  it('is never wider than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 140 }), fc.constantFrom(fullReport, hostileReport), (width, report) => {
        for (const line of plain(report, width).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('leaves no blanks at the ends of lines, and one empty line between sections', () => {
    for (const width of [40, 60, 80, 100, 120]) {
      expect(plain(fullReport, width)).not.toMatch(/ $/m);
      expect(plain(fullReport, width)).not.toContain('\n\n\n');
    }
  });
});

describe('escapes', () => {
  it('are ours alone, and none without colour and links', () => {
    expect(plain(hostileReport)).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
    const colored = renderTerminal(hostileReport, { width: 100, color: true, links: true, folder: '/repo' });
    const escape = String.fromCharCode(0x1b);
    const ours = new RegExp(`${escape}\\[[\\d;]*m|${escape}\\]8;;(?:file:///repo/[!-~]+#L\\d+)?${escape}\\\\`, 'g');
    const left = colored.replace(ours, '');
    expect(left).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
    const withoutMarks = plain(hostileReport).replaceAll('`', '');
    expect(left.replaceAll('`', '')).toBe(withoutMarks);
  });

  it('link places to the file and line', () => {
    const text = renderTerminal(fullReport, { width: 100, color: false, links: true, folder: '/my repo' });
    const place = '.github/workflows/release.yml:3';
    expect(text).toContain(
      `\u001b]8;;file:///my%20repo/.github/workflows/release.yml#L3\u001b\\${place}\u001b]8;;\u001b\\`,
    );
  });

  it('link nothing outside of the folder, and nothing where the folder is not known', () => {
    const finding = aFinding({ locations: [{ path: '../../etc/passwd', line: 1, endLine: 1 }] });
    const report = aReport({ publications: [], findings: [finding] });
    expect(renderTerminal(report, { width: 100, color: false, links: true, folder: '/repo' })).toBe(plain(report));
    expect(renderTerminal(fullReport, { width: 100, color: false, links: true })).toBe(plain(fullReport));
  });
});

function section(text: string, start: string): string | undefined {
  return text
    .trimEnd()
    .split('\n\n')
    .find((part) => part.startsWith(start));
}

function token(source: string) {
  return { kind: 'long-lived' as const, source, arrives: hostile };
}
