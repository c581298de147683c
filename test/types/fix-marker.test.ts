import { expect, it } from 'vitest';
import { fixMarker, tickedFixes } from '../../src/types/fix-marker.ts';

const fingerprint = '0123456789abcdef'.repeat(2);

it('is read back from a box that is ticked, nested or not, and from nothing else', () => {
  const marked = fixMarker(fingerprint);
  for (const line of [`- [x] ${marked} a`, `  - [X] ${marked}`, `  * [x] ${marked} a\r`])
    expect([...tickedFixes(`text\n${line}\nmore`)], line).toEqual([fingerprint]);
  for (const line of [
    `- [ ] ${marked}`,
    `x - [x] ${marked}`,
    `- [x] a ${marked}`,
    `- [x] ${marked.slice(0, -8)}`,
    marked,
  ])
    expect([...tickedFixes(line)], line).toEqual([]);
});
