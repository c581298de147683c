import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { run } from '../../src/cli/main.ts';
import { auditStatement } from '../../src/reports/in-toto/index.ts';
import { fullReport, hostileReport } from '../reports/report-fixture.ts';
import { stage } from './stage.ts';

async function say(...words: string[]) {
  const { around, out, err } = stage();
  return { code: await run(words, around), out: out(), err: err() };
}

describe('mintmark', () => {
  it('prints its version', async () => {
    expect(await say('--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });

  it('prints the same help for --help, -h and help', async () => {
    const help = await say('--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('Usage: mintmark COMMAND [OPTIONS]');
    expect(await say('-h')).toEqual(help);
    expect(await say('help')).toEqual(help);
  });

  it.each(['audit', 'controls', 'permissions', 'principles', 'schema', 'setup'])('has help for %s', async (name) => {
    const help = await say(name, '--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain(`Usage: mintmark ${name}`);
    expect(await say('help', name)).toEqual(help);
    expect((await say('--help')).out).toContain(help.out.slice(0, help.out.indexOf('.')));
  });

  it.each([
    [[], 'no command was given. See: mintmark --help'],
    [['adit'], 'unknown command "adit"; did you mean audit? See: mintmark --help'],
    [['frobnicate'], 'unknown command "frobnicate". See: mintmark --help'],
    [['--versoin'], 'unknown option --versoin; did you mean --version? See: mintmark --help'],
    [['.'], '"." is no command; `mintmark audit .` audits a folder. See: mintmark --help'],
    [['schema'], 'say which schema: report, policy, organisation-policy, attestation. See: mintmark schema --help'],
    [
      ['schema', 'reports'],
      'say which schema: report, policy, organisation-policy, attestation. See: mintmark schema --help',
    ],
    [
      ['controls', 'trusted-publishin'],
      'there is no control "trusted-publishin"; did you mean trusted-publishing? See: mintmark controls --help',
    ],
  ])('refuses %j in one line', async (words, message) => {
    expect(await say(...words)).toEqual({ code: 2, out: '', err: `mintmark: ${message}\n` });
  });
});

describe('mintmark controls', () => {
  it('lists them by severity', async () => {
    expect((await say('controls')).out).toBe(
      [
        'high',
        '  trusted-publishing  The good state of trusted-publishing',
        '',
        'medium',
        '  publish-pins        The good state of publish-pins',
        '',
        'mintmark controls ID explains one.',
        '',
      ].join('\n'),
    );
  });

  it('explains one, with the lines of the Principles it stands for', async () => {
    const { out } = await say('controls', 'publish-pins');
    expect(out).toContain(
      'Asks      Is publish-pins so?\nSeverity  medium\nReads     files of the repository, the registry\n',
    );
    expect(out).toContain('\nBecause of publish-pins.\n');
    expect(out).toContain('\nauthorization.3.oidc: ');
    expect(out).toMatch(/\nPinned-Dependencies \(Scorecard [\d.]+\): a part of it\n {2}Mintmark sees the actions/);
  });
});

describe('mintmark principles', () => {
  it('lists every line of the four tracks', async () => {
    const { out } = await say('principles');
    expect(out.match(/^ {2}(authentication|authorization|general|cli)\.[123]\./gm)).toHaveLength(32);
  });
});

describe('mintmark schema', () => {
  const schemaOf = async (name: string) => JSON.parse((await say('schema', name)).out);

  it('prints the schema of the predicate that an attestation holds', async () => {
    const schema = await schemaOf('attestation');
    expect(schema.$id).toBe('urn:mintmark:schema:attestation:1');
    const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
    const { predicate } = auditStatement(fullReport, {
      version: '0.1.0',
      auditedAt: '2026-11-22T12:00:00Z',
      offline: true,
      policy: { path: '.github/mintmark.yml', digest: null },
    });
    expect([validate(predicate), validate.errors]).toEqual([true, null]);
    expect(validate({ ...predicate, levels: {} })).toBe(false);
  });

  it('describes the report that audit prints', async () => {
    const schema = await schemaOf('report');
    expect([schema.$id, schema.title]).toEqual(['urn:mintmark:schema:report:1', 'Mintmark report, version 1']);
    const validate = new Ajv2020().compile(schema);
    for (const report of [fullReport, hostileReport]) {
      const { around, out } = stage({ report });
      await run(['audit', '--format', 'json'], around);
      validate(JSON.parse(out()));
      expect(validate.errors).toBeNull();
    }
    expect(validate({ ...fullReport, version: 2 })).toBe(false);
  });

  it('describes the policy file, unknown keys refused', async () => {
    const schema = await schemaOf('policy');
    expect([schema.$id, schema.title]).toEqual([
      'urn:mintmark:schema:policy:1',
      'Mintmark policy: .github/mintmark.yml',
    ]);
    const validate = new Ajv2020({ formats: { date: true } }).compile(schema);
    expect(validate({ gate: 'high' })).toBe(true);
    expect(validate({ gates: 'high' })).toBe(false);
    expect(validate({ locked: ['gate'] })).toBe(false);
  });

  it("describes the organisation's, with what only that can hold", async () => {
    const validate = new Ajv2020({ formats: { date: true } }).compile(await schemaOf('organisation-policy'));
    expect(validate({ gate: 'none', locked: ['gate'], limits: { 'accept-days': 90 } })).toBe(true);
    expect(validate({ locked: ['gates'] })).toBe(false);
    expect(validate({ limits: { 'accept-days': 0 } })).toBe(false);
    expect(validate({ extends: 'org' })).toBe(false);
  });
});
