import { describe, expect, it } from 'vitest';
import { jobOf, mapOf, only, published, publishedOnce, type Tree } from './map-of.ts';

const three: Tree = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => [`packages/${name}/package.json`, `{ "name": "@o/${name}", "version": "1.0.0" }`]),
);

async function packagesOf(steps: string, matrix: string): Promise<readonly string[]> {
  const { publications } = await mapOf({ ...three, ...jobOf(steps, `strategy: { matrix: ${matrix} }`) });
  return only(publications).packages;
}

describe('a matrix', () => {
  it('names packages by the folder on its axis', async () => {
    expect(await packagesOf('- run: npm publish packages/$' + '{{ matrix.name }}', '{ name: [a, c] }')).toEqual([
      '@o/a',
      '@o/c',
    ]);
  });

  it('names packages by objects that it includes, each with its own condition', async () => {
    expect(
      await packagesOf(
        `
        - if: matrix.target.publish
          run: npm publish
          working-directory: packages/\${{ matrix.target.folder }}
        `,
        '{ include: [{ target: { folder: a, publish: true } }, { target: { folder: b, publish: false } }] }',
      ),
    ).toEqual(['@o/a']);
  });

  it('names packages by values that are packages themselves, also those that have no manifest', async () => {
    expect(await packagesOf('- run: npm publish "$PKG"', '{ package: ["@o/a", "@o/elsewhere"] }')).toEqual([
      '@o/a',
      '@o/elsewhere',
    ]);
  });

  it('may hold expressions, which stay open', async () => {
    const publication = await publishedOnce('- run: npm publish --tag $' + '{{ matrix.tag }}', {
      job: 'strategy: { matrix: { tag: ["$' + '{{ inputs.tag }}", latest] } }',
    });
    expect(publication).toMatchObject({ packages: ['left'], confidence: 'high' });
  });

  it('may be computed, and too large: the job is still read once', async () => {
    const numbers = `[${Array.from({ length: 30 }, (_, index) => index).join(', ')}]`;
    for (const matrix of ['$' + '{{ fromJSON(needs.plan.outputs.all) }}', `{ x: ${numbers}, y: ${numbers} }`])
      expect(await published('- run: npm publish', { job: `strategy: { matrix: ${matrix} }` })).toMatchObject([
        { packages: ['left'] },
      ]);
  });

  it('publishes nothing where every combination is told not to', async () => {
    expect(
      await published('- run: npm publish\n  if: matrix.publish', {
        job: 'strategy: { matrix: { publish: [false] } }',
      }),
    ).toEqual([]);
  });

  it('chooses the environment of the job', async () => {
    const publication = await publishedOnce('- run: npm publish', {
      job: 'strategy: { matrix: { where: [npm] } }\nenvironment: { name: "$' + '{{ matrix.where }}-live" }',
    });
    expect(publication.environment).toBe('npm-live');
  });
});
