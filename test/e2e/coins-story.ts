/** When the stories of coins begin. */
export const begins = '2026-03-01T00:00:00Z';

/**
 * Five releases of `coins` by trusted publishing with verified provenance, of which the newest is 1.0.4, and those that are
 * still to come on the first day, a line each.
 *
 * @param bad the version that a token publishes around trusted publishing
 */
export function coinsStory(further: readonly string[] = [], bad: string | null = null): string {
  return `
title: ${bad === null ? 'Trusted publishing, always' : 'A token publishes around trusted publishing'}
source: invented
about: Invented.
repository: octo/coins
packages:
  - registry: npm
    name: coins
    owners: [{ name: ada }]
    habit: { environment: npm }
    releases:
      - { series: { from: 1.0.0, count: 5, start: '2025-09-01T09:00:00Z', every: 20d } }
${further.map((line) => `      - ${line}\n`).join('')}watch: { from: '${begins}', until: '2026-03-02T00:00:00Z' }
expect: { bad: [${bad === null ? '' : `{ version: ${bad}, signals: [tp-lost] }`}] }
`;
}

/** A release by a person's token, without a commit or a tag, at the time given. */
export function byToken(version: string, at: string): string {
  return `{ version: ${version}, at: '${at}', by: { person: ada }, commit: none, tag: null, claims: none }`;
}
