import { registryOf } from '../../../src/registries/index.ts';
import type { ChangeContext } from '../../../src/reports/check-run/index.ts';
import type { IssueContext } from '../../../src/reports/issue/index.ts';
import { aReport } from '../report-fixture.ts';

export const commit = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';

const controls = new Map([
  ['trusted-publishing', { title: 'Releases go out by trusted publishing', why: 'A token can be stolen.' }],
  ['publish-pins', { title: 'Everything on the publish path is pinned', why: 'A tag can be moved.' }],
]);

export function aContext(own: Partial<ChangeContext> = {}): ChangeContext {
  return {
    server: 'https://github.com',
    repository: 'acme/widgets',
    commit,
    controls,
    registryTitle: (id) => registryOf(id).title,
    issue: null,
    explain: false,
    gate: null,
    ...own,
  };
}

export function anIssueContext(own: Partial<IssueContext> = {}): IssueContext {
  return {
    server: 'https://github.com',
    repository: 'acme/widgets',
    repositoryId: 77,
    key: 'rollup',
    controls,
    registryTitle: (id) => registryOf(id).title,
    fixes: new Map(),
    boxes: [],
    ending: [],
    followUps: [],
    solved: [],
    levelsIf: () => aReport().levels,
    ...own,
  };
}
