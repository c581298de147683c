import type { RegistryId } from '../types/registry-id.ts';
import type { StandingTerm } from '../types/standing-term.ts';

/** When an exemption or a declaration ends, by its day: a text that stands for two weeks does not change daily. */
export function endingSentence(term: StandingTerm, registryTitle: (id: RegistryId) => string): string {
  const then = {
    exemption: 'what it accepts counts again from the next day on',
    declaration: 'what it answers is unknown again from the next day on',
  }[term.what];
  return `${nameOf(term, registryTitle)} ends on ${term.until}: ${then}, unless it is renewed in \`.github/mintmark.yml\`${term.from === 'organisation' ? ' of the organization' : ''}.`;
}

/** An exemption or a declaration that has nothing left to be for. */
export function idleSentence(term: StandingTerm, registryTitle: (id: RegistryId) => string): string {
  const why = {
    exemption: 'accepts nothing any more, since what it was for is gone',
    declaration: 'is not needed any more, since the answer is known without it',
  }[term.what];
  return `${nameOf(term, registryTitle)} ${why}: delete it from \`.github/mintmark.yml\`.`;
}

/** ``The exemption of `publish-pins` on npm (by `ada`)``. */
function nameOf({ what, control, registry, by }: StandingTerm, registryTitle: (id: RegistryId) => string): string {
  const on = registry === null ? '' : ` on ${registryTitle(registry)}`;
  return `The ${what} of \`${control}\`${on} (by \`${by.replaceAll('`', "'")}\`)`;
}
