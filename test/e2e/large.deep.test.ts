import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../../src/reports/check-run/annotations.ts';
import type { SandboxCheckRun } from '../../src/sandbox/state.ts';
import {
  change,
  leaky,
  organisation,
  owner,
  readme,
  releasePath,
  sound,
  tokenRelease,
  trustedRelease,
} from './scenarios.ts';
import { useStage, writesIn } from './use-stage.ts';

const { stage, run, issue, writes } = useStage(organisation([sound('mint'), leaky('press')]));

const people = () => stage().sandbox.people;

/** As much as GitHub takes in one field. */
const most = 65_535;

function releases(count: number, name: (index: number) => string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`.github/workflows/${name(index)}.yml`, tokenRelease]),
  );
}

/** What the audit of record would say on lines, whatever it takes to send it. */
async function expectedAnnotations(name: string) {
  const { id } = stage().sandbox.repository(owner, name);
  const report = await stage().app.store.reports.ofRecord(id);
  return annotationsOf(report?.findings ?? [], () => false).map(({ path, startLine, message }) => [
    path,
    startLine,
    message,
  ]);
}

function sent({ annotations }: SandboxCheckRun) {
  return annotations.map(({ path, start_line, message }) => [path, start_line, message]);
}

/** A step with an action of its own that is not pinned: a point for each. */
function looseStep(_: unknown, index: number): string {
  return `      - uses: actions/example-${index}@v1\n`;
}

describe('more annotations than GitHub takes at once', () => {
  it('51 arrive, each once, in two requests, and the check run is completed by the last', async () => {
    const loose = Array.from({ length: 51 }, looseStep).join('');
    const workflow = trustedRelease().replace(/(?=      - uses: actions\/setup-node)/, loose);
    const written = await writes(() => people().push(owner, 'mint', 'main', change({ [releasePath]: workflow })));
    expect(run('mint')).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(run('mint').annotations).toHaveLength(51);
    expect(new Set(run('mint').annotations.map(({ start_line }) => start_line)).size).toBe(51);
    expect(sent(run('mint'))).toEqual(await expectedAnnotations('mint'));
    expect(written.slice(0, 3)).toEqual(['POST check-runs', 'PATCH check-runs/ID', 'PATCH check-runs/ID']);
  });

  it('hundreds arrive in batches of 50, on a pull request, too', async () => {
    const pull = await people().openPull(owner, 'mint', {
      title: 'Many',
      branch: 'many',
      by: 'ada',
      commit: change(releases(40, (index) => `release-${String(index).padStart(2, '0')}`)),
    });
    await stage().settled();
    const told = run('mint', pull.headSha);
    expect(told.status).toBe('completed');
    expect(told.annotations.length).toBeGreaterThan(100);
  });
});

describe('more text than GitHub takes', () => {
  it('is cut between its parts, and says what is left out', async () => {
    const before = stage().sandbox.requests.length;
    const name = (index: number) => `${'a-very-long-name-for-a-workflow-that-releases-'.repeat(3)}${index}`;
    await people().push(owner, 'press', 'main', change(releases(150, name)));
    await stage().settled();
    const { summary, text, status } = run('press');
    expect(status).toBe('completed');
    for (const field of [summary, text]) expect(Buffer.byteLength(field ?? '')).toBeLessThanOrEqual(most);
    expect(text).toMatch(/\d+ more points? left out here/);
    expect(balanced(summary ?? '')).toBe(true);
    expect(balanced(text ?? '')).toBe(true);
    expect(Buffer.byteLength(issue('press').body)).toBeLessThanOrEqual(most);
    expect(issue('press').body).toMatch(/\d+ more points? left out here/);
    expect(balanced(issue('press').body)).toBe(true);
    expect(writesIn(stage(), before)).toContain('PATCH issues/1');
  });

  it('is cut the same way the next time, so that nothing is written without news', async () => {
    const { writes: before } = issue('press');
    await people().push(owner, 'press', 'main', readme('# Words'));
    await stage().settled();
    expect(issue('press').writes).toBe(before);
  });

  it('of an explanation is cut, too', async () => {
    await people().pressButton(owner, 'press', run('press').id, 'explain', 'ada');
    await stage().settled();
    expect(Buffer.byteLength(run('press').text ?? '')).toBeLessThanOrEqual(most);
  });
});

/** Whatever is folded is also closed. */
function balanced(markdown: string): boolean {
  return markdown.split('<details>').length === markdown.split('</details>').length;
}
