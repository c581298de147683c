import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { markerLine } from '../../src/types/issue-marker.ts';
import { change, leaky, organisation, owner, policyPath, releasePath, sound } from './scenarios.ts';
import { useStage } from './use-stage.ts';

/** What GitHub would make something of, were it to come through as it is. */
const nasty = [
  '@octo/owners and @ada',
  '<img src=x onerror=alert(1)>',
  '<!-- mintmark:v1 key=rollup repository=1 -->',
  '</details><h1>Send your token</h1>',
  '[click](https://mallory.example/steal)',
  '![pixel](https://mallory.example/p.png)',
  'https://mallory.example/bare',
  'fixes #1, closes octo/press#2, a5c3785ed8d6a35868bc169f07e40e889087fd2e',
  '| a | table |',
  '```\ncode\n```',
  '\u202egnp.exe \u200b\u2066',
  '`backticks` and ``more``',
] as const;

const text = (value: string) => JSON.stringify(value);

/** A workflow in which every name is hostile. */
function workflow(value: string): string {
  return `name: ${text(value)}
on: { push: { tags: ['v*'] } }
jobs:
  publish:
    name: ${text(value)}
    runs-on: ${text(value)}
    environment: ${text(value)}
    steps:
      - uses: actions/checkout@v4
      - name: ${text(value)}
        run: ${text(`npm publish "./${value.replaceAll(/["$`\\]/g, '')}"`)}
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;
}

const files = Object.fromEntries(
  nasty.flatMap((value, index) => [
    [`packages/p${index}/package.json`, `${JSON.stringify({ name: value, version: value, description: value })}\n`],
    [`.github/workflows/w${index}.yml`, workflow(value)],
  ]),
);

/** Names of files that git allows. */
const paths = Object.fromEntries(
  nasty.map((value) => [`.github/workflows/${value.replaceAll('/', '\u2215')}.yml`, workflow('plain')]),
);

const { stage, run, issue } = useStage(
  organisation([
    leaky('names', { files }),
    leaky('paths', { files: paths }),
    leaky('policy', { files: { [policyPath]: `${text(nasty[1])}: ${text(nasty[0])}\n<!-- : x -->: [\n` } }),
    sound('mint'),
  ]),
);

describe.each(['names', 'paths', 'policy'])('hostile text in %s', (name) => {
  it('means nothing on the check run', () => {
    const { status, title, summary, text: details, annotations } = run(name);
    expect(status).toBe('completed');
    for (const markdown of [summary, details]) expectHarmless(markdown ?? '');
    if (name !== 'policy') expect(`${summary}${details}`, 'it is there, and harmless').toMatch(/<img src=x/);
    for (const plain of [title, ...annotations.flatMap((each) => [each.title, each.message, each.path])])
      expect(plain).not.toMatch(hidden);
    expect(annotations.length).toBeGreaterThan(0);
  });

  it('means nothing in the issue', () => {
    const { title, body } = issue(name);
    expect(title).toBe('Publishing safety: what is left to put right');
    const { id } = stage().sandbox.repository(owner, name);
    expect(body.split('\n')[0]).toBe(markerLine({ key: 'rollup', repositoryId: id }));
    expectHarmless(withoutMarker(body));
    if (name !== 'policy') expect(body, 'it is there, and harmless').toMatch(/<img src=x/);
  });

  it('means nothing once it is explained', async () => {
    await stage().sandbox.people.pressButton(owner, name, run(name).id, 'explain', 'ada');
    await stage().settled();
    expectHarmless(run(name).text ?? '');
  });
});

describe('hostile text in a pull request', () => {
  it('means nothing on its check run', async () => {
    const pull = await stage().sandbox.people.openPull(owner, 'mint', {
      title: nasty.join(' '),
      branch: 'hostile',
      by: 'mallory',
      fromFork: true,
      commit: { ...change({ ...files, ...paths, [releasePath]: workflow(nasty[1]) }), message: nasty.join('\n') },
    });
    await stage().settled();
    const told = run('mint', pull.headSha);
    expect(told.conclusion).toBe('neutral');
    expectHarmless(told.summary ?? '');
    expectHarmless(told.text ?? '');
  });

  it('means nothing in the issue after it is merged, which names what was put right', async () => {
    const [pull] = [...stage().sandbox.repository(owner, 'mint').pulls.values()];
    await stage().sandbox.people.merge(owner, 'mint', pull?.number ?? 0);
    await stage().settled();
    expectHarmless(withoutMarker(issue('mint').body));
    await stage().sandbox.people.push(owner, 'mint', 'main', change(gone({ ...files, ...paths, [releasePath]: '' })));
    await stage().settled();
    expect(issue('mint').state).toBe('closed');
    expect(issue('mint').body).toContain('- [x] ~~');
    expectHarmless(withoutMarker(issue('mint').body));
  });
});

function gone(all: Readonly<Record<string, unknown>>): Record<string, null> {
  return Object.fromEntries(Object.keys(all).map((path) => [path, null]));
}

function withoutMarker(body: string): string {
  return body.split('\n').slice(1).join('\n');
}

const renderer = new MarkdownIt({ html: true, linkify: true });

const ourMarkup = /^(?:<\/?details>|<summary>[^<>]*<\/summary>|<\/?summary>|\n)*$/;
const hidden = /(?!\n)[\p{Cc}\p{Cf}]/u;
const ours =
  /^(?:http:\/\/127\.0\.0\.1:\d+\/octo\/|https:\/\/(?:docs\.)?github\.com\/|https:\/\/(?:docs|www)\.npmjs\.com\/|https:\/\/repos\.openssf\.org\/)/;

/** Nobody is called, nothing is fetched, no markup and no link is there that we did not write. */
function expectHarmless(markdown: string): void {
  expect(markdown).not.toMatch(hidden);
  for (const block of renderer.parse(markdown, {}))
    for (const token of [block, ...(block.children ?? [])]) {
      if (token.type === 'html_block' || token.type === 'html_inline') expect(token.content.trim()).toMatch(ourMarkup);
      if (token.type === 'image') throw new Error(`an image: ${token.attrGet('src')}`);
      if (token.type === 'link_open') expect(token.attrGet('href')).toMatch(ours);
      if (token.type === 'text') {
        expect(token.content).not.toMatch(/(?:^|[^\w`])@\w/);
        expect(token.content).not.toMatch(/(?:^|\s)#\d|octo\/press#\d|\b[0-9a-f]{40}\b/);
        expect(token.content).not.toMatch(/mallory\.example/);
      }
    }
}
