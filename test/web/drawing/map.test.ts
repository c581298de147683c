import { describe, expect, it } from 'vitest';
import type { Report, ReportPublication } from '../../../src/types/report.ts';
import { mapList } from '../../../src/web/drawing/index.ts';
import { folded } from '../../../src/web/drawing/map-fold.ts';
import { graphOf } from '../../../src/web/drawing/map-graph.ts';
import { crossings, ordered } from '../../../src/web/drawing/map-order.ts';
import { layers, type MapPath, mapPaths } from '../../../src/web/drawing/map-paths.ts';
import { mapPicture } from '../../../src/web/drawing/map-picture.ts';
import { placed } from '../../../src/web/drawing/map-place.ts';
import { aPublication, fullReport, hostileReport } from '../../reports/report-fixture.ts';
import { isInert, written } from '../repository/repository-models.ts';

const byToken: Partial<ReportPublication> = {
  auth: 'token',
  provenance: false,
  environment: null,
  credentials: [{ kind: 'long-lived', source: 'secrets.NPM_TOKEN', arrives: 'environment variable NODE_AUTH_TOKEN' }],
};

function published(...publications: ReportPublication[]): Pick<Report, 'publications' | 'elsewhere'> {
  return { publications, elsewhere: [] };
}

function many(number: number): Pick<Report, 'publications' | 'elsewhere'> {
  return published(
    ...Array.from({ length: number }, (_, index) =>
      aPublication({
        workflow: `.github/workflows/release-${index % 17}.yml`,
        job: `publish-${index % 23}`,
        line: index + 1,
        packages: [`@acme/package-${index}`],
        ...(index % 3 === 0 ? byToken : {}),
        ...(index % 5 === 0 ? { registry: 'pypi' as const } : {}),
        confidence: index % 7 === 0 ? 'low' : 'high',
      }),
    ),
  );
}

function stopsAt(paths: readonly MapPath[], layer: (typeof layers)[number]): readonly string[] {
  return [...new Set(paths.flatMap((path) => (path[layer] === null ? [] : [path[layer].title])))];
}

describe('the ways of the map', () => {
  it('name what is weak where a way comes in, and nothing of what is as it should be', () => {
    const [good] = mapPaths(published(aPublication()));
    expect(layers.map((layer) => good?.[layer]?.tone)).toEqual(Array(6).fill('plain'));
    const [weak] = mapPaths(published(aPublication({ ...byToken, pinned: false, confidence: 'low' })));
    expect(layers.map((layer) => weak?.[layer]?.note ?? null)).toEqual([
      null,
      'no environment',
      'not pinned, low confidence',
      'long-lived',
      null,
      'no provenance',
    ]);
    expect(weak?.step?.tone, 'the graver of two').toBe('weak');
  });

  it("do not call a registry's limit the project's: no provenance where none is taken, a token where nothing else is", () => {
    const [way] = mapPaths(published(aPublication({ ...byToken, registry: 'hex', packages: ['acme'] })));
    expect(way?.credential?.note).toBe('long-lived, as its registry asks');
    expect(way?.package).toMatchObject({ note: null, tone: 'plain' });
  });

  it('pass by what they do not have: a workflow, a job, a credential, a package', () => {
    const paths = mapPaths(fullReport);
    const bare = paths.find(({ registry }) => registry?.title === 'Packagist');
    expect(bare).toMatchObject({ workflow: { title: 'no workflow' }, job: null, credential: null });
    const elsewhere = paths.find(({ registry }) => registry?.title === 'TestPyPI');
    expect(elsewhere).toMatchObject({ credential: null, package: null, registry: { note: 'no public registry' } });
  });
});

describe('folding', () => {
  it('leaves a map alone that can be read', () => {
    const paths = mapPaths(fullReport);
    expect(folded(paths)).toEqual(paths);
  });

  it.each([13, 60, 300])('brings %i publications to what a picture holds, with their number', (number) => {
    const paths = folded(mapPaths(many(number)));
    expect(paths).toHaveLength(number);
    for (const layer of layers) expect(stopsAt(paths, layer).length, layer).toBeLessThanOrEqual(12);
    const packages = new Map(paths.map(({ package: stop }) => [stop?.key, stop?.title ?? '']));
    const told = [...packages.values()].map((title) => Number(/^(\d+) packages$/.exec(title)?.[1] ?? 1));
    expect(told.reduce((sum, each) => sum + each, 0)).toBe(number);
  });

  it('never folds what is weak into what is not', () => {
    const before = mapPaths(many(300));
    const after = folded(before);
    for (const layer of layers)
      expect(
        after.map((path) => path[layer]?.tone),
        layer,
      ).toEqual(before.map((path) => path[layer]?.tone));
  });
});

describe('the layout', () => {
  it('uncrosses lines that need not cross', () => {
    // Listed so that each job is at the other end than its package
    const graph = graphOf(
      mapPaths(
        published(
          ...['d', 'c', 'b', 'a'].map((name, index) => aPublication({ job: name, line: 9 - index, packages: [name] })),
          ...['a', 'b', 'c', 'd'].map((name) =>
            aPublication({ workflow: 'x.yml', job: `${name}2`, registry: 'pypi', packages: [`${name}2`] }),
          ),
        ),
      ),
    );
    const columns = ordered(graph);
    expect(crossings(columns, graph.edges)).toBe(0);
    expect(columns.map((column) => column.length)).toEqual(graph.columns.map((column) => column.length));
  });

  it('counts a crossing', () => {
    const node = (id: string, column: number) => ({ id, column, stop: null });
    const edge = (from: string, to: string) => ({ from, to, tone: 'plain' as const, ways: 1 });
    const columns = [
      [node('a', 0), node('b', 0)],
      [node('x', 1), node('y', 1)],
    ];
    expect(crossings(columns, [edge('a', 'y'), edge('b', 'x')])).toBe(1);
    expect(crossings(columns, [edge('a', 'x'), edge('b', 'y'), edge('a', 'y')])).toBe(0);
  });

  it.each([1, 7, 60])('lets no node lie on another or leave the picture, of %i publications', (number) => {
    const graph = graphOf(folded(mapPaths(many(number))));
    const { nodes, height } = placed(ordered(graph), graph.edges);
    for (const column of Map.groupBy(nodes, (node) => node.column).values())
      for (const [index, node] of column.entries()) {
        const above = column[index - 1];
        expect(node.y).toBeGreaterThanOrEqual(above === undefined ? 0 : above.y + above.height);
        expect(node.y + node.height).toBeLessThanOrEqual(height + 1);
      }
  });
});

describe('the picture', () => {
  it('is drawn with names, words and styles, and told to those who cannot see it', () => {
    const text = written(mapPicture(fullReport));
    expect(text).toContain('role="img"');
    expect(text).toContain('<title id="map-title">How packages are published</title>');
    expect(text).toMatch(/<g class="node weak"><title>token NPM_TOKEN: long-lived<\/title>/);
    expect(text).toMatch(/<path class="weak" stroke-width="[\d.]+"/);
    expect(text).toMatch(/<path class="unsure"/);
    expect(text).not.toMatch(/style=|NaN|undefined/);
  });

  it('stays small, and is not there where nothing is published', () => {
    expect(written(mapPicture(many(300))).length).toBeLessThan(20_000);
    expect(mapPicture(published())).toBeNull();
  });

  it('shows hostile names as text', () => {
    const drawn = written(mapPicture(hostileReport)) + written(mapList(hostileReport, (_, label) => label));
    expect(drawn).not.toContain('<img');
    expect(isInert(drawn)).toBe(true);
  });
});

describe('the map in words', () => {
  const link = ({ path, line }: { readonly path: string; readonly line: number }, label: string) =>
    `${label}@${path}:${line}`;

  it('says of each way what the picture draws', () => {
    const text = written(mapList(fullReport, link)).replaceAll(/<[^>]*>/g, '');
    expect(text).toContain('release.yml@.github/workflows/release.yml:1');
    expect(text).toMatch(
      /job publishnpm publish \(line 42@\S+:42\), token NPM_TOKEN → npm → @acme\/core, .* long-lived, no environment, no provenance/,
    );
    expect(text).toContain('job pypi in environment pypi');
    expect(text).toContain('twine upload → TestPyPI, which is no public registry');
  });

  it('folds workflows where there are many, and says how many are left out', () => {
    const text = written(mapList(many(300), link));
    expect(text).toContain('<summary>release-0.yml');
    expect(text).toContain('260 more publications; the JSON report has all');
    expect(text.length).toBeLessThan(25_000);
  });
});
