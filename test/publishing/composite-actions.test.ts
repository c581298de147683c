import { describe, expect, it } from 'vitest';
import { credentialsOf, file, mayMint, published, publishedOnce } from './map-of.ts';

describe('a composite action of the repository', () => {
  it('hands its inputs and their defaults on through another one', async () => {
    const publication = await publishedOnce(
      `
      - uses: actions/checkout@v4
      - uses: ./.github/actions/outer
        with: { key: "\${{ secrets.PUSH_KEY }}" }
      `,
      {
        tree: {
          '.github/actions/outer/action.yml': file(`
            inputs: { key: { required: true }, folder: { default: packages/core } }
            runs:
              using: composite
              steps:
                - uses: ./.github/actions/inner
                  with: { token: "\${{ inputs.key }}", path: "\${{ inputs.folder }}" }
          `),
          '.github/actions/inner/action.yaml': file(`
            inputs: { token: {}, path: { default: . }, tag: { default: next } }
            runs:
              using: composite
              steps:
                - shell: bash
                  working-directory: \${{ inputs.path }}
                  run: npm publish --tag \${{ inputs.tag }}
                  env: { NODE_AUTH_TOKEN: "\${{ inputs.token }}" }
          `),
          'packages/core/package.json': '{ "name": "core", "version": "1.0.0" }',
        },
      },
    );
    expect(publication).toMatchObject({
      packages: ['core'],
      auth: 'token',
      pinned: null,
      site: { at: { line: 7 } },
      reaches: [
        '.github/actions/inner/action.yaml',
        '.github/actions/outer/action.yml',
        '.github/workflows/release.yml',
      ],
    });
    expect(credentialsOf(publication)).toEqual(['long-lived secrets.PUSH_KEY by environment variable NODE_AUTH_TOKEN']);
    expect(publication.site?.entered.map(({ folder }) => folder)).toEqual([
      '.github/actions/outer',
      '.github/actions/inner',
    ]);
  });

  it('hands a minted token on by an output', async () => {
    const publication = await publishedOnce(
      `
      - id: login
        uses: ./login
      - run: cargo publish
        env: { CARGO_REGISTRY_TOKEN: "\${{ steps.login.outputs.registry-token }}" }
      `,
      {
        job: mayMint,
        tree: {
          'Cargo.toml': '[package]\nname = "oxide"\nversion = "1.0.0"\n',
          'login/action.yml': file(`
            outputs: { registry-token: { value: "\${{ steps.mint.outputs.token }}" } }
            runs:
              using: composite
              steps:
                - id: mint
                  uses: rust-lang/crates-io-auth-action@v1
          `),
        },
      },
    );
    expect(publication).toMatchObject({ registry: 'crates.io', auth: 'trusted-publishing', packages: ['oxide'] });
    expect(publication.credentials).toMatchObject([{ kind: 'minted', source: 'steps.mint.outputs.token' }]);
  });

  it('runs scripts beside itself, by variable and by expression', async () => {
    for (const path of ['$GITHUB_ACTION_PATH', '$' + '{{ github.action_path }}']) {
      const publication = await publishedOnce('- uses: ./tools/push', {
        tree: {
          'tools/push/action.yml': file(`
            runs:
              using: composite
              steps: [{ shell: bash, run: "${path}/push.sh" }]
          `),
          'tools/push/push.sh': '#!/usr/bin/env bash\nset -e\nnpm publish\n',
        },
      });
      expect(publication.reaches).toContain('tools/push/push.sh');
      expect(publication.packages).toEqual(['left']);
    }
  });

  it('keeps to its own condition, and to its own working directory', async () => {
    const tree = {
      'act/action.yml': file(`
        inputs: { publish: { default: "false" } }
        runs:
          using: composite
          steps:
            - if: inputs.publish == 'true'
              shell: bash
              run: npm publish
      `),
      'site/package.json': '{ "name": "site", "version": "1.0.0" }',
    };
    expect(await published('- uses: ./act', { tree })).toEqual([]);
    const asked = await publishedOnce('- uses: ./act\n  with: { publish: "true" }', {
      tree,
      job: 'defaults: { run: { working-directory: site } }',
    });
    expect(asked.packages).toEqual(['left']);
  });

  it('may enter itself without end', async () => {
    const publications = await published('- uses: ./again', {
      tree: {
        'again/action.yml': file(`
          runs:
            using: composite
            steps:
              - uses: ./again
              - { shell: bash, run: npm publish }
        `),
      },
    });
    expect(publications).toHaveLength(1);
  });
});
