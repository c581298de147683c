import type { Fact } from './facts.ts';
import type { Condition, Telling } from './scenario.ts';
import type { Slot } from './slots.ts';

/** What texts are filled in with. */
export interface Filling {
  readonly facts: ReadonlySet<Fact>;
  readonly slots: Readonly<Record<Slot, string>>;
}

/** The telling that fits, with every slot filled. */
export function told(telling: Telling, { facts, slots }: Filling): string {
  const says =
    typeof telling === 'string'
      ? telling
      : (telling.find((choice) => !('when' in choice) || choice.when.every((each) => holds(each, facts)))?.says ?? '');
  return says.replace(/\{([a-z]+)\}/g, (whole, name: string, at: number) => {
    if (!(name in slots)) return whole;
    const words = slots[name as Slot];
    return at === 0 || /[.!?:] $/.test(says.slice(0, at)) ? capital(words) : words;
  });
}

/** Fit to begin a sentence; a name stays as it is. */
function capital(words: string): string {
  return /^(?:the|an?|no|with|by) /.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

/** Whether all of the conditions hold. */
export function meets(facts: ReadonlySet<Fact>, conditions: readonly Condition[]): boolean {
  return conditions.every((each) => holds(each, facts));
}

function holds(condition: Condition, facts: ReadonlySet<Fact>): boolean {
  return condition.startsWith('no ') ? !facts.has(condition.slice(3) as Fact) : facts.has(condition as Fact);
}
