import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { controls } from '../../src/controls/index.ts';
import {
  cardIds,
  cardKinds,
  exerciseOf,
  facilitatorPaper,
  handoutsPaper,
  lengths,
  paperHtml,
  paperMarkdown,
  playersPaper,
  scenarioIds,
  scenarios,
} from '../../src/exercises/index.ts';
import { slots } from '../../src/exercises/slots.ts';
import { signalIds } from '../../src/types/ledger-words.ts';
import { grounds } from './grounds.ts';

const cases = scenarioIds.flatMap((id) => Object.keys(grounds).map((ground) => [id, ground] as const));

describe.each(cases)('%s for an organization that is %s', (id, name) => {
  const ground = grounds[name];
  if (ground === undefined) throw new Error(name);
  const exercises = lengths.map((length) => exerciseOf(scenarios[id], ground, length));

  it('has minutes that add up, without a gap between two things', () => {
    for (const { length, opening, modules, hotWash } of exercises) {
      const ends = [opening, ...modules.map(({ at, minutes }) => at + minutes)];
      expect([...modules.map(({ at }) => at), hotWash.at]).toEqual(ends);
      expect(hotWash.at + hotWash.minutes).toBe(length);
      expect(modules).toHaveLength(3);
      for (const { at, minutes, injects } of modules) {
        const next = [...injects.slice(1).map((inject) => inject.at), at + minutes];
        expect(injects.map((inject) => inject.at + inject.minutes)).toEqual(next);
        expect(injects[0]?.at).toBe(at);
      }
    }
  });

  it('leaves nothing open, and is the same each time', () => {
    for (const exercise of exercises) {
      const { target: _, ...told } = exercise;
      expect(JSON.stringify(told)).not.toMatch(/\{(?:[a-z]+)\}|undefined|" *"says/);
      const again = exerciseOf(scenarios[id], ground, exercise.length);
      expect(paperMarkdown(facilitatorPaper(again, 'x'))).toBe(paperMarkdown(facilitatorPaper(exercise, 'x')));
    }
  });

  it('tells players nothing that the facilitator keeps', () => {
    for (const exercise of exercises) {
      const players = paperMarkdown(playersPaper(exercise));
      const own = paperMarkdown(facilitatorPaper(exercise, 'The alarm rang.'));
      const injects = exercise.modules.flatMap((module) => module.injects);
      const kept = [
        ...exercise.truth,
        exercise.stops,
        exercise.title,
        ...injects.flatMap(({ title, says, shows, good }) => [title, says, shows, ...good]),
      ].map(words);
      const leaked = kept.filter((text) => text.length > 8 && words(players).includes(text));
      expect(leaked).toEqual([]);
      expect(kept.filter((text) => !words(own).includes(text))).toEqual([]);
      const handouts = words(paperMarkdown(handoutsPaper(exercise)));
      expect(
        injects.flatMap(({ shows, good }) => [shows, ...good]).filter((text) => handouts.includes(words(text))),
      ).toEqual([]);
    }
  });

  it('is a page without scripts, without anything from elsewhere, and with nothing that came from outside as markup', async () => {
    for (const exercise of exercises)
      for (const paper of [playersPaper(exercise), facilitatorPaper(exercise, 'x'), handoutsPaper(exercise)]) {
        const page = await paperHtml(paper);
        expect(page).not.toMatch(/<script|<img|<link|javascript:|url\(|<b>|onerror=y>/);
        expect(page.match(/<section>/g)?.length).toBeGreaterThan(3);
        const shown = rendered.render(paperMarkdown(paper));
        expect(shown).not.toMatch(/<img|<a |<strong>b/);
        for (const hidden of ['\u001b', '\u202e']) expect(shown).not.toContain(hidden);
        expect(shown.replaceAll(/<code>[^<]*<\/code>/g, '')).not.toContain('@octocat');
      }
  });
});

const rendered = new MarkdownIt({ html: true, linkify: true });

/** As text: how names are marked differs between a sentence and Markdown. */
function words(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/[`\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('what scenarios name', () => {
  const known = new Set(controls.map(({ id }) => id));

  it.each(scenarioIds)('%s: controls, signals, cards and slots that exist', (id) => {
    const text = JSON.stringify(scenarios[id]);
    const injects = scenarios[id].modules.flatMap((module) => module.injects);
    expect(injects.flatMap(({ tests }) => tests).filter((control) => !known.has(control))).toEqual([]);
    expect(injects.flatMap(({ signals = [] }) => signals).filter((signal) => !signalIds.includes(signal))).toEqual([]);
    expect(
      [...text.matchAll(/\{([a-z]+)\}/g)]
        .map(([, slot]) => slot)
        .filter((slot) => !slots.some((each) => each === slot)),
    ).toEqual([]);
    expect(new Set(injects.flatMap(({ cards }) => cards)).size).toBeGreaterThan(2);
    expect(Object.keys(cardKinds)).toEqual([...cardIds]);
  });
});
