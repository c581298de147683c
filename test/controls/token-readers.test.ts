import { expect, test } from 'vitest';
import { namedSecrets, readersOf } from '../../src/controls/token-readers.ts';
import { mapPublications } from '../../src/publishing/map.ts';
import { registries } from '../../src/registries/index.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';

const folder = '.github/workflows';

async function workflows(texts: Readonly<Record<string, string>>) {
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${folder}/${name}`, text]));
  return (await mapPublications(memoryFiles(files), registries, 'octo/demo')).workflows;
}

/** Who can read `NPM_TOKEN`, as `file job: how`. */
async function readers(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return readersOf('NPM_TOKEN', await workflows(texts)).map(
    ({ workflow, job, how }) => `${workflow.path.slice(folder.length + 1)} ${job?.id ?? '-'}: ${how}`,
  );
}

function job(lines: string, head = ''): string {
  return `on: push\n${head}jobs:\n  work:\n    runs-on: ubuntu-latest\n${lines}`;
}

function step(expression: string, matrix = ''): string {
  return job(`${matrix}    steps:\n      - run: ./work.sh\n        env:\n          TOKEN: \${{ ${expression} }}\n`);
}

const matrix = (names: string) => `    strategy:\n      matrix:\n        token: ${names}\n`;

test.each([
  ['its name', step('secrets.NPM_TOKEN'), ['a.yml work: name']],
  ['its name in other letters', step('secrets.npm_token'), ['a.yml work: name']],
  ['its name in brackets', step("secrets['NPM_TOKEN']"), ['a.yml work: name']],
  ['another secret', step('secrets.NPM_TOKENS'), []],
  ['every secret at once', step('toJSON(secrets)'), ['a.yml work: all']],
  ['a name that a format makes', step("secrets[format('{0}_TOKEN', inputs.registry)]"), ['a.yml work: computed']],
  ['a name that a format cannot make', step("secrets[format('{0}_PASSWORD', inputs.registry)]"), []],
  ['a name that nobody knows', step('secrets[inputs.token]'), ['a.yml work: computed']],
  ['a name of a matrix', step('secrets[matrix.token]', matrix('[OTHER, NPM_TOKEN]')), ['a.yml work: name']],
  ['no name of a matrix', step('secrets[matrix.token]', matrix('[OTHER, MORE]')), []],
  [
    'a matrix that is computed',
    step('secrets[matrix.token]', matrix('${{ fromJSON(inputs.all) }}')),
    ['a.yml work: computed'],
  ],
  ['a comment', step('github.actor').replace('run: ./work.sh', 'run: ./work.sh # secrets.NPM_TOKEN'), []],
  ['the head of the workflow', job('    steps: []\n', 'env:\n  TOKEN: ${{ secrets.NPM_TOKEN }}\n'), ['a.yml -: name']],
])('what can read it: %s', async (_name, text, expected) => {
  expect(await readers({ 'a.yml': text })).toEqual(expected);
});

const called = (name: string) =>
  `on: workflow_call\njobs:\n  inner:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./x.sh\n        env:\n          T: \${{ secrets.${name} }}\n`;
const calling = (uses: string, secrets: string) =>
  `on: push\njobs:\n  call:\n    uses: ${uses}\n    secrets: ${secrets}\n`;
const local = './.github/workflows/b.yml';

test('a called workflow knows the secret by another name', async () => {
  const texts = { 'a.yml': calling(local, '{ token: "${{ secrets.NPM_TOKEN }}" }'), 'b.yml': called('token') };
  expect(await readers(texts)).toEqual(['a.yml call: name', 'b.yml inner: name']);
});

test('secrets: inherit reads what the called workflow reads', async () => {
  expect(await readers({ 'a.yml': calling(local, 'inherit'), 'b.yml': called('NPM_TOKEN') })).toEqual([
    'a.yml call: inherit',
    'b.yml inner: name',
  ]);
  expect(await readers({ 'a.yml': calling(local, 'inherit'), 'b.yml': called('OTHER') })).toEqual([]);
});

test('secrets: inherit to a workflow elsewhere may read it', async () => {
  const texts = { 'a.yml': calling('octo/shared/.github/workflows/p.yml@v1', 'inherit') };
  expect(await readers(texts)).toEqual(['a.yml call: inherit']);
});

test('workflows that call each other in circles come to an end', async () => {
  const around = (next: string) =>
    `on: [push, workflow_call]\njobs:\n${['x', 'y', 'z']
      .map((id) => `  ${id}:\n    uses: ./.github/workflows/${next}.yml\n    secrets: inherit\n`)
      .join('')}`;
  expect(await readers({ 'a.yml': around('b'), 'b.yml': around('c'), 'c.yml': around('a') })).toEqual([]);
});

test('the names of all secrets that a workflow reads, once each', async () => {
  const [only] = await workflows({
    'a.yml': job(
      '    env:\n      A: ${{ secrets.b_token }}\n      B: ${{ secrets.B_TOKEN }}\n      C: ${{ toJSON(secrets) }}\n      D: ${{ secrets.A }}\n    steps: []\n',
    ),
  });
  expect(only === undefined ? [] : namedSecrets(only)).toEqual(['A', 'B_TOKEN']);
});
