import type { Ruleset, Settings } from '../github/settings.ts';
import { codeWords } from '../registries/plain.ts';
import type { Control, Evidence, Judgement, Remediation } from './control.ts';
import { documentation } from './documentation.ts';
import { listed, listedCode } from './job-words.ts';
import { fail, notApplicable, pass, type Unreadable, unreadable } from './judgements.ts';
import { type ReleaseTags, releaseTagsOf } from './release-tags.ts';
import { bypassWords, haveRule, rulesetsAsleep, rulesetsInForce } from './rulesets.ts';

/** Do rulesets stop release tags from being moved or deleted? */
export const tagProtection: Control = {
  id: 'tag-protection',
  title: 'Release tags can be neither moved nor deleted',
  asks: 'Do rulesets stop release tags from being moved or deleted, and limit who makes them?',
  principles: ['general.2.immutability'],
  severity: 'high',
  why: 'A tag says which commit a version is. Where it can be moved, everybody who builds, installs or reviews that version by its tag is handed another commit under the same name, and on many projects a pushed tag is all that it takes to publish.',
  evidence: ['files', 'github'],
  settings: ['rulesets', 'tags', 'releases'],

  judge(evidence) {
    const { map, settings } = evidence;
    if (map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    if (settings.rulesets.state === 'unreadable') return [unreadable(null, 'the rulesets for tags', settings.rulesets)];
    const tags = releaseTagsOf(evidence);
    return [tags.patterns.length === 0 ? withoutTags(evidence) : judged(tags, settings)];
  },
};

function withoutTags({ settings: { tags, releases } }: Evidence): Judgement {
  const hidden = [tags, releases].find((list): list is Unreadable => list.state === 'unreadable');
  return hidden === undefined
    ? notApplicable(null, 'no tag names a version, and none starts a workflow that publishes')
    : unreadable(null, 'which tags releases have', hidden);
}

function judged(tags: ReleaseTags, settings: Settings): Judgement {
  const locked = immutableTags(settings);
  const standings = (tags.names.length > 0 ? tags.names : tags.patterns.map(({ example }) => example))
    .filter((name) => !locked.has(name))
    .map((name) => standingOf(name, settings));
  const weak = standings.filter(({ canMove, canVanish }) => canMove || canVanish);
  if (standings.length === 0)
    return pass(null, `${listedCode(tags.names)} belong to immutable releases, whose tags GitHub locks`);
  if (weak.length === 0) return pass(null, protectedWords(tags, standings));
  const asleep = weak.flatMap(({ asleep: some }) => some);
  return fail(null, {
    reason: `no ruleset in force keeps ${tagWords(tags, weak)} from being ${dangerOf(weak)}${asleepWords(asleep)}`,
    at: [],
    key: ['tags'],
    // What is new is safe, what is old is not
    ...(weak.includes(standings[0] ?? noStanding) ? {} : { severity: 'medium' }),
    remediation: remediationFor(tags, asleep),
  });
}

interface Standing {
  readonly name: string;
  readonly inForce: readonly Ruleset[];
  readonly asleep: readonly Ruleset[];
  readonly canMove: boolean;
  readonly canVanish: boolean;
}

const noStanding: Standing = { name: '', inForce: [], asleep: [], canMove: true, canVanish: true };

function standingOf(name: string, settings: Settings): Standing {
  const inForce = rulesetsInForce(settings, `refs/tags/${name}`);
  return {
    name,
    inForce,
    asleep: rulesetsAsleep(settings, `refs/tags/${name}`),
    canMove: !haveRule(inForce, 'update') && !haveRule(inForce, 'non_fast_forward'),
    canVanish: !haveRule(inForce, 'deletion'),
  };
}

/** GitHub locks the tag of an immutable release, whatever the rulesets say. */
function immutableTags({ releases }: Settings): ReadonlySet<string> {
  const list = releases.state === 'seen' ? releases.value : [];
  return new Set(list.filter(({ immutable }) => immutable === true).map(({ tag }) => tag));
}

function protectedWords(tags: ReleaseTags, standings: readonly Standing[]): string {
  const rulesets = [...new Set(standings.flatMap(({ inForce }) => inForce))];
  const onlyForced = standings.some(({ inForce }) => !haveRule(inForce, 'update'));
  const anyoneCreates = standings.some(({ inForce }) => !haveRule(inForce, 'creation'));
  return [
    `${listed(rulesets.map(({ name }) => `the ruleset ${codeWords(name)}`))} keeps ${tagWords(tags, standings)} from being ${onlyForced ? 'force-pushed' : 'moved'} or deleted`,
    onlyForced ? '; Restrict updates would forbid every move' : '',
    anyoneCreates ? '; whoever may push can still make a new one' : '',
    bypassWords(rulesets),
  ].join('');
}

function tagWords({ names, patterns }: ReleaseTags, standings: readonly Standing[]): string {
  if (names.length > 0)
    return listedCode(
      standings.map(({ name }) => name),
      3,
    );
  const texts = patterns.map(({ text }) => (text === '~ALL' ? 'all tags' : `tags like ${codeWords(text)}`));
  return `${listed(texts, 3)}, which start a publishing workflow,`;
}

function dangerOf(weak: readonly Standing[]): string {
  const move = weak.some(({ canMove }) => canMove);
  const vanish = weak.some(({ canVanish }) => canVanish);
  return [...(move ? ['moved'] : []), ...(vanish ? ['deleted'] : [])].join(' or ');
}

function asleepWords([first]: readonly Ruleset[]): string {
  if (first === undefined) return '';
  return `; the ruleset ${codeWords(first.name)} would, but ${first.enforcement === 'disabled' ? 'is disabled' : 'only evaluates'}`;
}

function remediationFor({ patterns, moving }: ReleaseTags, [asleep]: readonly Ruleset[]): Remediation {
  const texts = patterns.length > mostPatterns ? ['~ALL'] : patterns.map(({ text }) => text);
  const all = texts.includes('~ALL');
  return {
    steps: [
      asleep === undefined
        ? 'On GitHub, open Settings → Rules → Rulesets → New ruleset → New tag ruleset, call it `release-tags` and set Enforcement status to Active.'
        : `On GitHub, open Settings → Rules → Rulesets, then the ruleset ${codeWords(asleep.name)}, and set Enforcement status to Active.`,
      ...(all
        ? ['Under Target tags, choose Add target → Include all tags.']
        : texts.map(
            (text) => `Under Target tags, choose Add target → Include by pattern and enter: ${codeWords(text)}`,
          )),
      ...moving
        .slice(0, mostPatterns)
        .map(
          (name) => `If it is moved on purpose, choose Add target → Exclude by pattern and enter: ${codeWords(name)}`,
        ),
      'Under Rules, turn on Restrict updates, Restrict deletions and Block force pushes, and leave the bypass list empty.',
      'Better still, say who may make such a tag: in a second tag ruleset with the same targets, turn on Restrict creations and enter in its bypass list the team or the app that releases.',
    ],
    links: [documentation.newRuleset, documentation.rulesInRulesets],
  };
}

/** More patterns than a person would type: then all tags are the better target. */
const mostPatterns = 3;
