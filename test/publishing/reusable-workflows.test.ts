import { describe, expect, it } from 'vitest';
import { credentialsOf, file, mapOf, npmPackage, only, type Tree } from './map-of.ts';

/** A library workflow that publishes to npm. */
const library = file(`
  on:
    workflow_call:
      inputs:
        dry: { type: boolean }
        target: { type: string, default: npm-production }
      secrets:
        registry-token: { required: false }
  jobs:
    push:
      runs-on: ubuntu-latest
      environment: \${{ inputs.target }}
      steps:
        - if: \${{ !inputs.dry }}
          run: npm publish
          env:
            NODE_AUTH_TOKEN: \${{ secrets.registry-token }}
`);

function calling(job: string, more: Tree = {}): Tree {
  return {
    ...npmPackage,
    '.github/workflows/library.yml': library,
    '.github/workflows/release.yml': file(job),
    ...more,
  };
}

describe('a reusable workflow of the repository', () => {
  it('gets secrets by other names and inputs by default, and stands where its step stands', async () => {
    const { publications } = await mapOf(
      calling(`
        on: { push: { tags: [v*] } }
        jobs:
          release:
            uses: ./.github/workflows/library.yml
            secrets:
              registry-token: \${{ secrets.NPM_RELEASE }}
      `),
    );
    const publication = only(publications);
    expect(publication).toMatchObject({
      registry: 'npm',
      auth: 'token',
      packages: ['left'],
      environment: 'npm-production',
      confidence: 'high',
      reaches: ['.github/workflows/library.yml', '.github/workflows/release.yml'],
    });
    expect(publication.site).toMatchObject({
      workflow: { path: '.github/workflows/library.yml' },
      job: { id: 'push' },
      at: { line: 14 },
      events: ['push'],
    });
    expect(publication.site?.callers).toMatchObject([[{ workflow: { path: '.github/workflows/release.yml' } }]]);
    expect(credentialsOf(publication)).toEqual([
      'long-lived secrets.NPM_RELEASE by environment variable NODE_AUTH_TOKEN',
    ]);
  });

  it('has no secret that its caller does not hand over, and all of them with inherit', async () => {
    const without = await mapOf(
      calling(`
        on: push
        permissions: { id-token: write }
        jobs: { release: { uses: ./.github/workflows/library.yml } }
      `),
    );
    expect(only(without.publications)).toMatchObject({ auth: 'trusted-publishing', credentials: [] });
    const inherited = await mapOf(
      calling(`
        on: push
        permissions: { id-token: write }
        jobs: { release: { uses: ./.github/workflows/library.yml, secrets: inherit } }
      `),
    );
    expect(only(inherited.publications)).toMatchObject({
      auth: 'token',
      credentials: [{ kind: 'long-lived', secret: 'registry-token' }],
    });
  });

  it('publishes nothing where all callers ask for a dry run, and something where one of them does not', async () => {
    const dry = `
        on: push
        jobs:
          try:
            uses: ./.github/workflows/library.yml
            with: { dry: true }
    `;
    expect((await mapOf(calling(dry))).publications).toEqual([]);
    const both = await mapOf(
      calling(`
        on: push
        jobs:
          try:
            uses: ./.github/workflows/library.yml
            with: { dry: true }
          real:
            uses: ./.github/workflows/library.yml
            with: { target: live }
            secrets: { registry-token: "\${{ secrets.REAL }}" }
      `),
    );
    const publication = only(both.publications);
    expect(publication.environment).toBe('live');
    expect(publication.site?.callers.map((chain) => chain.map(({ job }) => job.id))).toEqual([['real']]);
    expect(publication.credentials.map(({ secret }) => secret)).toEqual(['REAL']);
  });

  it('is followed through another one, whose condition and permissions count', async () => {
    const middle = (condition: string) =>
      file(`
        on:
          workflow_call:
            inputs: { go: { type: boolean, default: ${condition} } }
            secrets: { handed: {} }
        jobs:
          through:
            if: inputs.go
            permissions: { contents: read }
            uses: ./.github/workflows/library.yml
            secrets: { registry-token: "\${{ secrets.handed }}" }
      `);
    const outer = `
      on: { release: { types: [published] } }
      permissions: { id-token: write, contents: write }
      jobs:
        start:
          uses: ./.github/workflows/middle.yml
          secrets: { handed: "\${{ secrets.OUTERMOST }}" }
    `;
    const open = await mapOf(calling(outer, { '.github/workflows/middle.yml': middle('true') }));
    expect(only(open.publications)).toMatchObject({
      idToken: false,
      credentials: [{ secret: 'OUTERMOST' }],
      site: { events: ['release'] },
      reaches: ['.github/workflows/library.yml', '.github/workflows/middle.yml', '.github/workflows/release.yml'],
    });
    expect(Object.fromEntries(only(open.publications).site?.permissions ?? [])).toEqual({ contents: 'read' });
    const shut = await mapOf(calling(outer, { '.github/workflows/middle.yml': middle('false') }));
    expect(shut.publications).toEqual([]);
  });

  it('is told of though nobody here calls it, with its secrets and inputs open', async () => {
    const { publications } = await mapOf({ ...npmPackage, '.github/workflows/library.yml': library });
    expect(only(publications)).toMatchObject({
      auth: 'token',
      environment: expect.stringContaining('inputs.target'),
      site: { callers: [], events: ['workflow_call'] },
    });
  });

  it.each([
    ['from the root of its own repository', '$/.github/workflows/library.yml'],
    ['by the full name of the repository', 'Octo/Left/.github/workflows/library.yml@main'],
  ])('is called %s', async (_, uses) => {
    const { publications } = await mapOf(
      calling(`
        on: push
        jobs: { release: { uses: "${uses}", with: { target: live } } }
      `),
    );
    expect(only(publications)).toMatchObject({ environment: 'live', site: { job: { id: 'push' } } });
  });

  it('keeps the token of every caller, and the strongest permissions', async () => {
    const { publications } = await mapOf(
      calling(
        `
        on: push
        jobs:
          plain: { uses: ./.github/workflows/library.yml }
      `,
        {
          '.github/workflows/stable.yml': file(`
            on: workflow_dispatch
            permissions: { id-token: write }
            jobs:
              stable:
                uses: ./.github/workflows/library.yml
                secrets: { registry-token: "\${{ secrets.STABLE }}" }
          `),
        },
      ),
    );
    const publication = only(publications);
    expect(publication).toMatchObject({
      auth: 'token',
      idToken: true,
      site: { events: ['push', 'workflow_dispatch'] },
    });
    expect(publication.site?.permissions?.get('id-token')).toBe('write');
    expect(publication.credentials.map(({ secret }) => secret)).toEqual(['STABLE']);
  });

  it('hands the values of the matrix that calls it on', async () => {
    const { publications } = await mapOf({
      'packages/a/package.json': '{ "name": "a", "version": "1.0.0" }',
      'packages/b/package.json': '{ "name": "b", "version": "1.0.0" }',
      'packages/c/package.json': '{ "name": "c", "version": "1.0.0" }',
      '.github/workflows/one.yml': file(`
        on: { workflow_call: { inputs: { folder: { type: string } } } }
        jobs:
          one:
            runs-on: ubuntu-latest
            steps: [{ run: npm publish, working-directory: "packages/\${{ inputs.folder }}" }]
      `),
      '.github/workflows/all.yml': file(`
        on: push
        jobs:
          each:
            strategy: { matrix: { folder: [a, b] } }
            uses: ./.github/workflows/one.yml
            with: { folder: "\${{ matrix.folder }}" }
      `),
    });
    expect(only(publications).packages).toEqual(['a', 'b']);
  });

  it('may call itself in a circle without end', async () => {
    const circle = (other: string) =>
      file(`
        on: [push, workflow_call]
        jobs:
          again: { uses: ./.github/workflows/${other}.yml }
          push:
            runs-on: ubuntu-latest
            steps: [{ run: npm publish }]
      `);
    const { publications } = await mapOf({
      ...npmPackage,
      '.github/workflows/a.yml': circle('b'),
      '.github/workflows/b.yml': circle('a'),
      '.github/workflows/c.yml': circle('c'),
    });
    expect(publications.map(({ site }) => site?.workflow.path)).toEqual([
      '.github/workflows/a.yml',
      '.github/workflows/b.yml',
      '.github/workflows/c.yml',
    ]);
  });
});
