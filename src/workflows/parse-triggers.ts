import type { Trigger, Workflow } from './model.ts';
import { readMapping, readOutputs, readTexts } from './parse-fields.ts';
import { parseCallSecrets, parseInputs } from './parse-inputs.ts';
import { isEmptyNode, type ProblemLog, pairOf, showName, type YamlNode, type YamlPair } from './yaml/index.ts';

/** What `on:` tells. */
export type Triggers = Pick<Workflow, 'triggers' | 'callInputs' | 'callSecrets' | 'callOutputs' | 'dispatchInputs'>;

export function parseTriggers(on: YamlPair | null, log: ProblemLog): Triggers {
  const events = on?.value.kind === 'mapping' ? on.value : null;
  const call = settingsOf(events, 'workflow_call', log);
  const dispatch = settingsOf(events, 'workflow_dispatch', log);
  return {
    triggers: events === null ? readTexts(on, log).map(bareTrigger) : events.pairs.map((pair) => trigger(pair, log)),
    callInputs: parseInputs(pairOf(call, 'inputs'), log),
    callSecrets: parseCallSecrets(pairOf(call, 'secrets'), log),
    callOutputs: readOutputs(pairOf(call, 'outputs'), log),
    dispatchInputs: parseInputs(pairOf(dispatch, 'inputs'), log),
  };
}

function settingsOf(events: YamlNode | null, event: string, log: ProblemLog): YamlNode | null {
  return readMapping(pairOf(events, event), log);
}

function bareTrigger({ value, at }: { value: string; at: Trigger['at'] }): Trigger {
  return { event: value, at, filters: noFilters };
}

function trigger({ key, value }: YamlPair, log: ProblemLog): Trigger {
  return { event: key.value, at: key.at, filters: filtersOf(key.value, value, log) };
}

const noFilters: Trigger['filters'] = new Map();

function filtersOf(event: string, settings: YamlNode, log: ProblemLog): Trigger['filters'] {
  // A schedule is a list of times; inputs and the like of the two others are read on their own.
  if (event === 'schedule' || event === 'workflow_call' || event === 'workflow_dispatch') return noFilters;
  if (isEmptyNode(settings)) return noFilters;
  if (settings.kind !== 'mapping') {
    log.add(settings.at.line, `The event ${showName(event)} must have a mapping of filters, or nothing.`);
    return noFilters;
  }
  return new Map(
    settings.pairs
      .filter(({ key }) => filterNames.has(key.value))
      .map((pair) => [pair.key.value, readTexts(pair, log).map(({ value }) => value)]),
  );
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#on */
const filterNames: ReadonlySet<string> = new Set([
  'branches',
  'branches-ignore',
  'tags',
  'tags-ignore',
  'paths',
  'paths-ignore',
  'types',
  'workflows',
]);
