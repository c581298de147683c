import { describe, expect, test } from 'vitest';
import { provenanceChanged } from '../../../src/ledger/signals/provenance-changed.ts';
import { provenanceFiles } from '../../../src/ledger/signals/provenance-files.ts';
import { provenanceRefused } from '../../../src/ledger/signals/provenance-refused.ts';
import { publisherConfigChanged } from '../../../src/ledger/signals/publisher-config-changed.ts';
import { aFile, aHistory, aJoin, aRun, byTrust, facts, isDeclared, joinsOf, saw, theWorkflow } from '../builders.ts';
import { channel, githubOf, identityOf, past, runOf, sixth, sixthAfter, theRow, told } from './project.ts';

/** Built by the certificate's other values. */
const built = (over: Parameters<typeof identityOf>[1], number = sixth) => ({
  identities: [{ file: null, identity: identityOf(number, over) }],
});

describe('provenance changed', () => {
  const elsewhere = { repositoryUrl: 'https://github.com/mallory/lantern', repositoryId: '666' };
  const renamed = { repositoryUrl: 'https://github.com/octo/lamp', repositoryId: '4711' };
  const otherWorkflow = { workflow: '.github/workflows/ship.yml' };
  const declaring = (...workflows: readonly string[]) => ({ about: { declared: { ...isDeclared, workflows } } });
  const untagged = { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('missing') }) };

  test.each([
    ['nothing changed', sixthAfter(past(5)), [], 0],
    ['another repository', sixthAfter(past(5), built(elsewhere)), ['provenance-changed high'], 0],
    [
      'another repository that had built it before',
      sixthAfter([theRow(0, built(elsewhere, 0)), ...past(5).slice(1)], built(elsewhere)),
      [],
      0,
    ],
    ['a rename, by the same number', sixthAfter(past(5), built(renamed)), [], 1],
    [
      'it moved into the repository that is looked at',
      sixthAfter(past(5, built(elsewhere, 0))),
      ['provenance-changed medium'],
      0,
    ],
    ['no certificate', sixthAfter(past(5), { identities: [], repository: null }), [], 0],
    [
      'no certificate before, and the tag is here',
      sixthAfter(past(5, { identities: [], repository: null }), built(elsewhere)),
      [],
      0,
    ],
    [
      'no certificate before, and no tag',
      sixthAfter(past(5, { identities: [], repository: null }), { ...built(elsewhere), ...untagged }),
      ['provenance-changed high'],
      0,
    ],
    [
      'no certificate before, and no tag, by the same owner',
      sixthAfter(past(5, { identities: [], repository: null }), {
        ...built({ repositoryUrl: 'https://github.com/octo/release', repositoryId: '5' }),
        ...untagged,
      }),
      ['provenance-changed medium'],
      0,
    ],
    [
      'no certificate before, no tag, and metadata that name another repository',
      sixthAfter(
        past(5, { identities: [], repository: null }),
        { ...built(elsewhere), ...untagged },
        { about: { history: aHistory([], { sourceLinks: ['https://github.com/mallory/lantern'] }) } },
      ),
      [],
      0,
    ],
    ['the very first builds are elsewhere', sixthAfter([], { ...built(elsewhere), ...untagged }), [], 0],
    [
      'the registry records an earlier name of the repository',
      sixthAfter(
        past(5, { identities: [], repository: 'octo/lamp' }),
        { identities: [] },
        { about: { github: facts({ repository: { formerNames: ['octo/lamp'] } }) } },
      ),
      [],
      1,
    ],
    [
      'the registry records another repository',
      sixthAfter(past(5, { identities: [] }), { identities: [], repository: 'mallory/lantern' }),
      ['provenance-changed high'],
      0,
    ],
    [
      'a workflow that is there',
      sixthAfter(past(5), built(otherWorkflow), declaring('.github/workflows/ship.yml')),
      ['provenance-changed medium'],
      0,
    ],
    [
      'a workflow that is not there, from a tag and a good run',
      sixthAfter(past(5), built(otherWorkflow)),
      ['provenance-changed medium'],
      0,
    ],
    [
      'a workflow that is not there, without a tag',
      sixthAfter(past(5), { ...built(otherWorkflow), ...untagged }),
      ['provenance-changed high'],
      0,
    ],
    [
      'a workflow of which files tell nothing',
      sixthAfter(past(5), { ...built(otherWorkflow), ...untagged }, declaring()),
      ['provenance-changed medium'],
      0,
    ],
    [
      'a workflow that another line uses',
      sixthAfter([theRow(0, { ...built(otherWorkflow, 0), line: channel('1 next') }), ...past(5).slice(1)], {
        ...built(otherWorkflow),
        ...untagged,
      }),
      [],
      1,
    ],
  ])('%s', (_, context, expected, quiet) => {
    const found = provenanceChanged.judge(context);
    expect(told(found)).toEqual(expected);
    expect(found.quiet).toHaveLength(quiet);
  });
});

describe('the workflow of a run that the registry recorded', () => {
  const recorded = { identities: [], attested: { state: 'none', reasons: [] } } as const;
  const untagged = { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('missing') }) };
  const judge = (workflow: string, change = {}) => {
    const github = githubOf(sixth);
    const runs = new Map([...github.runs, [runOf(sixth), saw(aRun({ id: runOf(sixth), workflow }))] as const]);
    const about = { declared: isDeclared, github: { ...github, runs } };
    return told(provenanceChanged.judge(sixthAfter(past(5, recorded), { ...recorded, ...change }, { about })));
  };

  test('is compared as that of a certificate is', () => {
    expect(judge('.github/workflows/ci.yml', untagged)).toEqual(['provenance-changed high']);
    expect(judge('.github/workflows/ci.yml')).toEqual(['provenance-changed medium']);
    expect(judge(theWorkflow, untagged)).toEqual([]);
  });
});

describe('the attestations of the files', () => {
  const wheel = 'lantern-1.5.0-py3-none-any.whl';
  const source = 'lantern-1.5.0.tar.gz';
  const files = [aFile({ name: wheel }), aFile({ name: source, attested: 'no' })];
  const partial = {
    release: { files },
    attested: { state: 'partial' as const, reasons: [] },
    identities: [{ file: wheel, identity: identityOf(sixth) }],
  };
  const two = (over: Parameters<typeof identityOf>[1]) => ({
    identities: [
      { file: wheel, identity: identityOf(sixth) },
      { file: source, identity: identityOf(sixth, over) },
    ],
  });
  const fork = { repositoryUrl: 'https://github.com/mallory/lantern', repositoryId: '666' };
  const wheels = { workflow: '.github/workflows/wheels.yml' };

  test.each([
    ['all of them, by one', sixthAfter(past(5), two({})), []],
    ['some, where all had them', sixthAfter(past(5), partial), ['provenance-partial high']],
    ['some, as before', sixthAfter([...past(4), theRow(4, partial)], partial), []],
    [
      'some, where none had',
      sixthAfter(past(5, { attested: { state: 'none', reasons: [] } }), partial),
      ['provenance-partial medium'],
    ],
    ['by two repositories', sixthAfter(past(5), two(fork)), ['mixed-publishers high']],
    ['by two workflows', sixthAfter(past(5), two(wheels)), ['provenance-inconsistent high']],
    ['by two workflows, as before', sixthAfter([theRow(4, two(wheels))], two(wheels)), []],
    [
      'by two workflows that are there',
      sixthAfter(past(5), two(wheels), {
        about: {
          declared: { ...isDeclared, workflows: ['.github/workflows/release.yml', '.github/workflows/wheels.yml'] },
        },
      }),
      ['provenance-inconsistent medium'],
    ],
  ])('%s', (_, context, expected) => {
    expect(told(provenanceFiles.judge(context))).toEqual(expected);
  });

  test('names the files that have none', () => {
    expect(provenanceFiles.judge(sixthAfter(past(5), partial)).signals[0]?.says).toContain(`\`${source}\``);
  });

  test('one that does not hold is critical, with the reason and no markup of its own', () => {
    const context = sixthAfter(past(5), {
      attested: { state: 'refused', reasons: ['the `payload`\nwas altered', 'b'] },
    });
    const { signals } = provenanceRefused.judge(context);
    expect(signals[0]?.says).toBe(
      "an attestation of this release does not hold: the 'payload' was altered (and 1 more)",
    );
    expect(signals[0]?.severity).toBe('critical');
    expect(provenanceRefused.judge(sixthAfter(past(5)))).toEqual({ signals: [], quiet: [] });
  });
});

describe('the trusted publisher', () => {
  const anew = byTrust({ configuration: 'configuration-2' });

  test.each([
    ['is the same', sixthAfter(past(5)), [], 0],
    [
      'was made anew for the same repository and workflow',
      sixthAfter(past(5), { release: { publisher: anew } }),
      [],
      1,
    ],
    [
      'changed, and no certificate tells how',
      sixthAfter(past(5), { release: { publisher: anew }, identities: [] }),
      ['publisher-config-changed medium'],
      0,
    ],
    [
      'is one of several that were used before',
      sixthAfter([theRow(0, { release: { publisher: anew } }), ...past(5).slice(1)], {
        release: { publisher: anew },
        identities: [],
      }),
      [],
      0,
    ],
    [
      'changed together with the workflow, which is told as such',
      sixthAfter(past(5), { release: { publisher: anew }, ...built({ workflow: '.github/workflows/x.yml' }) }),
      [],
      0,
    ],
    [
      'is of another service',
      sixthAfter(past(5), {
        release: { publisher: byTrust({ provider: 'circleci', configuration: 'c' }) },
        identities: [],
        joins: joinsOf({ attestation: aJoin('unknown'), run: aJoin('unknown'), commit: aJoin('unknown') }),
      }),
      ['publisher-config-changed high'],
      0,
    ],
    [
      'is of another service, whose build is proved throughout',
      sixthAfter(past(5, { release: { publisher: byTrust({ provider: 'circleci', configuration: 'c' }) } })),
      ['publisher-config-changed medium'],
      0,
    ],
    ['is not shown', sixthAfter(past(5), { release: { publisher: byTrust({ configuration: null }) } }), [], 0],
    ['is new to the project', sixthAfter([]), [], 0],
    [
      'builds on a machine of its own',
      sixthAfter(past(5), built({ runner: 'self-hosted' })),
      ['publisher-config-changed high'],
      0,
    ],
    [
      'builds on a machine of its own, as before',
      sixthAfter(past(5, built({ runner: 'self-hosted' }, 0)), built({ runner: 'self-hosted' })),
      [],
      0,
    ],
  ])('%s', (_, context, expected, quiet) => {
    const found = publisherConfigChanged.judge({ ...context, case: { ...context.case, github: githubOf(sixth) } });
    expect(told(found)).toEqual(expected);
    expect(found.quiet).toHaveLength(quiet);
  });
});
