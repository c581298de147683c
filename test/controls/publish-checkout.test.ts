import { expect, test } from 'vitest';
import { publishCheckout } from '../../src/controls/publish-checkout.ts';
import { judge } from './judge.ts';

const files = (checkout: string, after = '') => ({
  'package.json': '{ "name": "demo", "version": "1.0.0" }',
  '.github/workflows/release.yml': `on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    permissions:\n      id-token: write\n    steps:\n      - uses: actions/checkout@v6\n${checkout}      - run: npm publish\n${after}`,
});

const right = '        with:\n          persist-credentials: false\n';

test('a checkout that keeps its token fails, with a safe edit', async () => {
  const [found] = await judge(publishCheckout, files(''));
  expect(found).toMatchObject({ verdict: 'fail', locations: [{ line: 8 }] });
  expect(found?.remediation?.fix).toMatchObject({
    safety: 'safe',
    edits: [{ kind: 'set', at: ['jobs', 'publish', 'steps', 0, 'with', 'persist-credentials'], value: false }],
  });
});

test('put right: persist-credentials is false', async () => {
  expect((await judge(publishCheckout, files(right))).map(({ verdict }) => verdict)).toEqual(['pass']);
});

test('a job that pushes needs it', async () => {
  expect((await judge(publishCheckout, files('', '      - run: git push --tags\n')))[0]?.verdict).toBe('pass');
  const action = '      - uses: stefanzweifel/git-auto-commit-action@v6\n';
  expect((await judge(publishCheckout, files('', action)))[0]?.verdict).toBe('pass');
});

test('where a script is not known, the edit needs thought, and a token of its own is unknown', async () => {
  const script = '      - run: ./after-release.sh\n';
  expect((await judge(publishCheckout, files('', script)))[0]?.remediation?.fix?.safety).toBe('needs-thought');
  const token = '        with:\n          token: ${{ secrets.BOT_TOKEN }}\n';
  expect((await judge(publishCheckout, files(token, script)))[0]?.verdict).toBe('unknown');
  expect((await judge(publishCheckout, files(token)))[0]).toMatchObject({ verdict: 'fail', severity: 'medium' });
});
