import { expect, it } from 'vitest';
import { gateComment } from '../../../src/reports/gate/index.ts';
import type { GateAnswer } from '../../../src/types/gate.ts';

const answers: readonly GateAnswer[] = [
  { check: 'source', outcome: 'passes', says: 'the commit is on `main`, a protected branch' },
  { check: 'checks', outcome: 'does-not-apply', says: 'no other check was made of the commit' },
  { check: 'version', outcome: 'cannot-tell', says: 'the tag could not be read' },
  { check: 'workflow', outcome: 'refuses', says: '`release.yml` is another one on `main`' },
];

it('says the gravest first, and what was passed only where it lets through', () => {
  expect(gateComment('rejected', answers, 1024)).toBe(
    [
      'Mintmark does not let it through. Nothing was published by this job.\n',
      '- **Refused:** `release.yml` is another one on `main`.',
      '- **Cannot be told:** the tag could not be read.',
      '- Not asked: no other check was made of the commit.',
    ].join('\n'),
  );
  expect(gateComment('approved', answers.slice(0, 1), 1024)).toBe(
    'Mintmark lets it through.\n\n- Passed: the commit is on `main`, a protected branch.',
  );
});

it('is no longer than GitHub takes it, and says that something is missing', () => {
  const many = Array.from({ length: 40 }, (): GateAnswer => ({ ...answers[3], says: 'x'.repeat(150) }) as GateAnswer);
  const text = gateComment('rejected', many, 1024);
  expect(text.length).toBeLessThanOrEqual(1024);
  expect(text.endsWith('\n- …')).toBe(true);
});

it('makes nothing of names that could be markup', () => {
  const says = 'not green: `<img src=x>`, `@everyone` and [link](https://example.com) #1';
  const text = gateComment('rejected', [{ check: 'checks', outcome: 'refuses', says }], 1024);
  expect(text.split('\n').at(-1)).toBe(
    '- **Refused:** not green: `<img src=x>`, `@everyone` and `[link](https://example.com)` `#1`.',
  );
});
