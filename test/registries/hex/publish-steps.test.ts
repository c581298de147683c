import { describe, expect, it } from 'vitest';
import { publishedTo, run, use } from '../steps-of.ts';

const tree = {
  'mix.exs':
    'defmodule Left.MixProject do\n  use Mix.Project\n  def project, do: [app: :left, version: "1.0.0", package: []]\nend\n',
};
const key = 'env: { HEX_API_KEY: "${{ secrets.KEY }}" }';
const published = (steps: string) => publishedTo('hex', tree, steps);

describe('commands that publish to Hex', () => {
  it.each([
    ['mix hex.publish', run('mix hex.publish --yes', [key])],
    ['mix hex.publish of the package alone', run('mix hex.publish package --yes', [key])],
    ['rebar3', run('rebar3 hex publish --yes', [key])],
    ['gleam', run('gleam publish --yes', [key])],
  ])('are known: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', provenance: false }]);
  });

  it.each([
    ['a rehearsal', run('mix hex.publish --dry-run', [key])],
    ['the documentation alone', run('mix hex.publish docs --yes', [key])],
    ['an organisation of one’s own', run('mix hex.publish --organization acme --yes', [key])],
    ['a withdrawal', run('mix hex.publish --revert 1.0.0', [key])],
    ['mix hex.build', run('mix hex.build', [key])],
    ['rebar3’s rehearsal', run('rebar3 hex publish --dry-run', [key])],
    ['rebar3 hex build', run('rebar3 hex build', [key])],
    ['gleam build', run('gleam build', [key])],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });
});

describe('actions that publish to Hex', () => {
  it.each([
    ['erlangpack', use('erlangpack/github-action@v3', '{}', [key])],
    ['action-publish-hex', use('wesleimp/action-publish-hex@v1', '{}', [key])],
    ['cucumber', use('cucumber/action-publish-hex@v1', '{ hex-api-key: "${{ secrets.KEY }}" }')],
    [
      'Staple',
      use('team-alembic/staple-actions/actions/mix-hex-publish@main', '{ hex-api-key: "${{ secrets.KEY }}" }'),
    ],
  ])('are known: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', pinned: false, packages: ['left'] }]);
  });

  it.each([
    ['Staple’s tests', use('team-alembic/staple-actions/actions/mix-test@main')],
    ['set-up', use('erlef/setup-beam@v1')],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });
});
