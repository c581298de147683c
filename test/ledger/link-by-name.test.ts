import { expect, it } from 'vitest';
import { linkOf } from '../../src/ledger/link.ts';

const builtIn = (repository: string) =>
  ({ commit: null, run: null, repository, repositoryId: '7', source: 'certificate' }) as never;

it('knows its own name without GitHub, and takes no other name for a contradiction', () => {
  expect(linkOf('Octo/Lantern', [builtIn('octo/lantern')], [])).toBe('proved');
  expect(linkOf('octo/lantern', [builtIn('octo/old-name')], [])).toBe('unknown');
  expect(linkOf('octo/lantern', [], ['https://github.com/Octo/lantern'])).toBe('claimed');
  expect(linkOf(null, [builtIn('octo/lantern')], [])).toBe('unknown');
});
