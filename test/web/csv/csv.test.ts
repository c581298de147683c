import { describe, expect, it } from 'vitest';
import { csv } from '../../../src/web/csv/csv.ts';

describe('CSV', () => {
  it('quotes what has to be quoted, and ends lines as RFC 4180 says', () => {
    expect(
      csv([
        ['a', 1, 'b,c'],
        ['say "hi"', ' edge', ''],
      ]),
    ).toBe('a,1,"b,c"\r\n"say ""hi"""," edge",\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['"=1', '"\'""=1"'],
    [' =1', "' =1"],
    ['\t=1', '\\t=1'],
    ['\r=1', '\\r=1'],
    ['a\nb', 'a\\nb'],
    ['a=1', 'a=1'],
    ['\u202e=1', '\\u{202e}=1'],
  ])('makes no formula of %j', (text, field) => {
    expect(csv([[text]])).toBe(`${field}\r\n`);
  });

  it('leaves numbers as they are', () => {
    expect(csv([[-1, 0]])).toBe('-1,0\r\n');
  });
});
