import { describe, expect, it } from 'vitest';
import { credentialsOf, mayMint, published, publishedOnce } from './map-of.ts';

describe('a step that is decided by expressions', () => {
  it.each([
    ['a condition that is false', '- if: false\n  run: npm publish'],
    ['a condition that is a false expression', "- if: ${{ 'a' == 'b' }}\n  run: npm publish"],
    ['a literal that makes it a dry run', "- run: npm publish ${{ true && '--dry-run' || '' }}"],
    ['an environment that makes it a dry run', '- run: npm publish $FLAGS\n  env: { FLAGS: "--tag next --dry-run" }'],
    ['a switch that is on', '- run: npm publish --dry-run=true'],
    ['an input of the action', '- uses: js-devtools/npm-publish@v4\n  with: { dry-run: true }'],
    ['a test against the environment', "- if: env.GO == 'yes'\n  run: npm publish\n  env: { GO: yes }"],
  ])('publishes nothing by %s', async (_, step) => {
    expect(await published(step, { job: 'env: { GO: "no" }' })).toEqual([]);
  });

  it.each([
    ['a condition that is decided later', "- if: github.event_name == 'release'\n  run: npm publish"],
    ['a flag that is decided later', "- run: npm publish ${{ inputs.dry && '--dry-run' || '' }}"],
    ['a switch that is decided later', '- run: npm publish --dry-run=${{ inputs.dry }}'],
    [
      'a variable that is decided later',
      '- run: npm publish $FLAG\n  env: { FLAG: "${{ inputs.dry && \'--dry-run\' }}" }',
    ],
    ['an input that is decided later', '- uses: js-devtools/npm-publish@v4\n  with: { dry-run: "${{ inputs.dry }}" }'],
    ['a switch that is off', '- run: npm publish --dry-run=false'],
    ['a false literal', "- run: npm publish ${{ false && '--dry-run' || '' }}"],
    ['a job whose condition is decided later', '- run: npm publish'],
  ])('publishes by %s', async (_, step) => {
    expect(await published(step, { job: "if: startsWith(github.ref, 'refs/tags/')" })).toMatchObject([
      { registry: 'npm', packages: ['left'], confidence: 'high' },
    ]);
  });

  it.each<[string, string, number]>([
    ['an output', '- id: x\n  run: echo "dry=true" >> $GITHUB_OUTPUT', 0],
    ['an output of a branch', '- id: x\n  run: if [ "$A" ]; then echo "dry=true" >> $GITHUB_OUTPUT; fi', 1],
    [
      'an output of both branches',
      '- id: x\n  run: |\n    if [ "$A" ]; then echo "dry=true" >> $GITHUB_OUTPUT; else echo "dry=false" >> $GITHUB_OUTPUT; fi',
      1,
    ],
    [
      'an output of a step that may be skipped',
      '- id: x\n  if: github.actor == \'x\'\n  run: echo "dry=true" >> $GITHUB_OUTPUT',
      1,
    ],
  ])('goes by %s', async (_, step, count) => {
    const publish = "- if: steps.x.outputs.dry != 'true'\n  run: npm publish";
    expect(await published(`${step}\n${publish}`)).toHaveLength(count);
  });

  it.each<[string, string, number]>([
    ['a step', '- run: echo "FLAG=--dry-run" >> $GITHUB_ENV', 0],
    ['a step that may be skipped', '- if: inputs.dry\n  run: echo "FLAG=--dry-run" >> $GITHUB_ENV', 1],
    ['a step that is skipped', '- if: false\n  run: echo "FLAG=--dry-run" >> $GITHUB_ENV', 1],
  ])('goes by a variable that %s puts into $GITHUB_ENV', async (_, step, count) => {
    expect(await published(`${step}\n- run: npm publish $FLAG`)).toHaveLength(count);
  });

  it('publishes nothing in a job that never runs', async () => {
    expect(await published('- run: npm publish', { job: 'if: ${{ false }}' })).toEqual([]);
  });

  it('sees the environment of workflow, job and step, the nearest first', async () => {
    const steps = '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ secrets.OF_STEP }}" }\n- run: npm publish';
    const [first, second] = await published(steps, { job: 'env: { NODE_AUTH_TOKEN: "${{ secrets.OF_JOB }}" }' });
    expect(first?.credentials.map(({ secret }) => secret)).toEqual(['OF_STEP']);
    expect(second?.credentials.map(({ secret }) => secret)).toEqual(['OF_JOB']);
  });

  it('has no token where it is empty on purpose', async () => {
    const job = `${mayMint}\nenv: { NODE_AUTH_TOKEN: "\${{ secrets.NPM_TOKEN }}" }`;
    for (const step of [
      '- run: NODE_AUTH_TOKEN= npm publish',
      '- run: NODE_AUTH_TOKEN="" npm publish',
      '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "" }',
      '- run: |\n    unset NODE_AUTH_TOKEN\n    npm publish',
    ])
      expect(await publishedOnce(step, { job }), step).toMatchObject({ auth: 'trusted-publishing', credentials: [] });
    const kept = await publishedOnce('- run: NODE_AUTH_TOKEN=$NODE_AUTH_TOKEN npm publish', { job });
    expect(credentialsOf(kept)).toEqual(['long-lived secrets.NPM_TOKEN by environment variable NODE_AUTH_TOKEN']);
  });

  it('may have one of two tokens', async () => {
    const publication = await publishedOnce(
      '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ github.ref == \'x\' && secrets.A_TOKEN || secrets.B_TOKEN }}" }',
    );
    expect(publication.credentials.map(({ secret }) => secret)).toEqual(['A_TOKEN', 'B_TOKEN']);
  });

  it('tells its environment, and the expression where that is open', async () => {
    const one = async (environment: string) =>
      (await publishedOnce('- run: npm publish', { job: `environment: ${environment}` })).environment;
    expect(await one('npm')).toBe('npm');
    expect(await one('{ name: npm, url: "https://example.com" }')).toBe('npm');
    expect(await one('"${{ inputs.where }}"')).toBe('${{ inputs.where }}');
    expect(await one('"${{ \'\' }}"')).toBeNull();
  });
});
