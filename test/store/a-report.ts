import type { Report } from '../../src/types/report.ts';

/** A report about a commit, with the characters that databases refuse. */
export function aReport(commit: string): Report {
  const level = { level: 0, ceiling: null, held: ['trusted-publishing'] } as const;
  const levels = { authentication: level, authorization: level, general: level, cli: level };
  return {
    version: 1,
    subject: { repository: 'octo/bakery', ref: 'refs/heads/main', commit },
    publications: [],
    elsewhere: [],
    controls: [],
    findings: [],
    levels: Object.fromEntries(
      Object.entries(levels).map(([track, { held, ...rest }]) => [track, { ...rest, held: [...held] }]),
    ) as unknown as Report['levels'],
    packages: [],
    releases: [],
    problems: [{ path: '.github/workflows/a.yml', line: 1, message: 'not to be read: "\0\ud800" ünïcode 🌱' }],
  };
}
