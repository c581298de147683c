import { describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../../src/github/client.ts';
import type { UserAccess } from '../../../src/github/user-access.ts';
import { keptAccess } from '../../../src/web/sign-in/kept-access.ts';

function counted(fail: () => Error | null = () => null) {
  const asked: string[] = [];
  let time = 0;
  const answer = async <Answer>(what: string, value: Answer): Promise<Answer> => {
    asked.push(what);
    await Promise.resolve();
    const error = fail();
    if (error !== null) throw error;
    return value;
  };
  const open = (token: string): UserAccess => ({
    user: () => answer(`${token} user`, { id: 1, login: token }),
    installations: () => answer(`${token} installations`, []),
    repositories: (id) => answer(`${token} repositories ${id}`, []),
  });
  return { access: keptAccess(open, () => time), asked, pass: (milliseconds: number) => (time += milliseconds) };
}

describe('what GitHub lists', () => {
  it('is asked once a minute for each person, however many requests wait for it', async () => {
    const { access, asked, pass } = counted();
    await Promise.all([access.of('ada').installations(), access.of('ada').installations()]);
    pass(59_999);
    await Promise.all([access.of('ada').installations(), access.of('ada').repositories(5), access.of('eve').user()]);
    expect(asked).toEqual(['ada installations', 'ada repositories 5', 'eve user']);
    // All of it is asked anew a minute after the first question, the youngest answer too
    pass(1);
    await access.of('ada').repositories(5);
    expect(asked).toHaveLength(4);
  });

  it('is forgotten when somebody signs out, and of whom was longest ago where many come', async () => {
    const { access, asked } = counted();
    await access.of('ada').user();
    access.forget('ada');
    await access.of('ada').user();
    for (let index = 0; index < 100; index += 1) access.of(`person ${index}`);
    expect([access.knows('ada'), access.knows('person 0')]).toEqual([false, true]);
    expect(asked).toEqual(['ada user', 'ada user']);
  });

  it('is asked again where GitHub did not answer, and not where it refuses', async () => {
    let error = new GitHubUnavailable('outage', 0, 'no answer');
    const { access, asked } = counted(() => error);
    for (let index = 0; index < 2; index += 1) await expect(access.of('ada').user()).rejects.toBe(error);
    error = new GitHubUnavailable('no-access', 0, 'not this token');
    for (let index = 0; index < 2; index += 1) await expect(access.of('eve').user()).rejects.toBe(error);
    expect(asked).toEqual(['ada user', 'ada user', 'eve user']);
  });
});
