import { describe, expect, it } from 'vitest';
import { calledFor, mayMint, publishedTo, run, use } from '../steps-of.ts';

const tree = { 'pubspec.yaml': 'name: left\nversion: 1.0.0\n' };
const published = (steps: string, job = mayMint) => publishedTo('pub.dev', tree, steps, job);

describe('commands that publish to pub.dev', () => {
  it.each([
    ['dart', run('dart pub publish --force')],
    ['dart’s short form', run('dart pub lish -f')],
    ['flutter', run('flutter pub publish --force')],
    ['flutter of old', run('flutter packages pub publish --force')],
    ['fvm', run('fvm flutter pub publish --force')],
    ['melos', run('melos publish --no-dry-run --yes')],
  ])('mint by themselves: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([
      { auth: 'trusted-publishing', provenance: false, packages: ['left'] },
    ]);
  });

  it('take stored credentials before', async () => {
    const steps = run(
      "echo '${{ secrets.CREDENTIALS }}' > ~/.config/dart/pub-credentials.json\ndart pub publish --force",
    );
    expect(await published(steps)).toMatchObject([{ auth: 'token' }]);
  });

  it.each([
    ['a rehearsal', run('dart pub publish --dry-run')],
    ['an archive', run('dart pub publish --to-archive a.tar.gz')],
    ['a server of one’s own', run('dart pub publish --force --server https://pub.example.com')],
    ['dart pub get', run('dart pub get')],
    ['melos’ rehearsal', run('melos publish --yes')],
    ['melos version', run('melos version --yes')],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });
});

describe('actions that publish to pub.dev', () => {
  it.each([['melos', use('bluefireteam/melos-action@v3', '{ publish: true }')]])(
    'mint by themselves: %s',
    async (_, steps) => {
      expect(await published(steps)).toMatchObject([{ auth: 'trusted-publishing', pinned: false }]);
    },
  );

  it.each([
    [
      'dart-package-publisher',
      use('k-paxian/dart-package-publisher@v1', '{ credentialJson: "${{ secrets.CREDENTIALS }}" }'),
    ],
    [
      'flutter-pub-publisher',
      use('sakebook/actions-flutter-pub-publisher@v1', '{ credential: "${{ secrets.CREDENTIALS }}" }'),
    ],
    ['Dio’s', use('cfug/dio_issue_release_action@v1', '{ pub-credentials-json: "${{ secrets.CREDENTIALS }}" }')],
  ])('are known with credentials: %s', async (_, steps) => {
    expect(await published(steps, '')).toMatchObject([{ auth: 'token', pinned: false }]);
  });

  it.each([
    ['melos’ set-up', use('bluefireteam/melos-action@v3')],
    [
      'a rehearsal of flutter-pub-publisher',
      use('sakebook/actions-flutter-pub-publisher@v1', '{ credential: "${{ secrets.CREDENTIALS }}", dry_run: true }'),
    ],
    ['Dio’s without credentials', use('cfug/dio_issue_release_action@v1')],
    ['set-up', use('dart-lang/setup-dart@v1')],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });

  it.each([
    ['of setup-dart', 'dart-lang/setup-dart/.github/workflows/publish.yml@v1'],
    ['of the Dart team', 'dart-lang/ecosystem/.github/workflows/publish.yaml@main'],
  ])('are known as reusable workflows: %s', async (_, call) => {
    expect(await calledFor('pub.dev', tree, call, `    ${mayMint}`)).toMatchObject([
      { auth: 'trusted-publishing', pinned: false },
    ]);
  });

  it('are not taken for other workflows of the Dart team', async () => {
    const call = 'dart-lang/ecosystem/.github/workflows/health.yaml@main';
    expect(await calledFor('pub.dev', tree, call, `    ${mayMint}`)).toEqual([]);
  });
});
