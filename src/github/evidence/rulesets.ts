import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import type { Rule, Ruleset } from '../settings.ts';
import type { Part } from '../snapshot-parts.ts';
import { notUnderstood, type Place, partNotRead, repositoryPage } from './place.ts';

/** Rulesets from the query. A list that may have been cut is not given: a rule that counts could be among the rest. */
export function rulesets(place: Place, part: Part): Observation<readonly Ruleset[]> {
  const source = repositoryPage(place, 'rules');
  if (part.state !== 'value') return partNotRead(part, 'rulesets', source);
  const parsed = listed.safeParse(part.value);
  if (!parsed.success) return notUnderstood(source);
  const { nodes } = parsed.data;
  if (nodes.length >= mostListed || nodes.some((node) => node.rules.nodes.length >= mostListed))
    return { state: 'unreadable', reason: `there are ${mostListed} rulesets or rules and maybe more`, source };
  return { state: 'seen', value: nodes.flatMap(rulesetOf), source };
}

/** As many as the query asks for. */
const mostListed = 50;

const word = z.string().transform((text) => text.toLowerCase());

const listed = z.object({
  nodes: z.array(
    z.object({
      name: z.string(),
      target: word.nullish(),
      enforcement: word.pipe(z.enum(['active', 'evaluate', 'disabled'])),
      source: z.object({ __typename: word.pipe(z.enum(['repository', 'organization', 'enterprise'])) }),
      conditions: z.object({
        refName: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }).nullish(),
      }),
      bypassActors: z.object({ totalCount: z.number().nullish() }).nullish(),
      rules: z.object({
        nodes: z.array(
          z.object({
            type: word,
            parameters: z
              .object({
                requiredApprovingReviewCount: z.number().nullish(),
                requireCodeOwnerReview: z.boolean().nullish(),
              })
              .nullish(),
          }),
        ),
      }),
    }),
  ),
});

/** Rulesets for whole repositories say nothing of branches and tags, and are left out. */
function rulesetOf(node: z.infer<typeof listed>['nodes'][number]): readonly Ruleset[] {
  const { name, target, enforcement } = node;
  if (target !== 'branch' && target !== 'tag' && target !== 'push') return [];
  return [
    {
      name,
      target,
      enforcement,
      from: node.source.__typename,
      include: node.conditions.refName?.include ?? [],
      exclude: node.conditions.refName?.exclude ?? [],
      rules: node.rules.nodes.map(ruleOf),
      bypassActors: node.bypassActors?.totalCount ?? null,
    },
  ];
}

function ruleOf({ type, parameters }: z.infer<typeof listed>['nodes'][number]['rules']['nodes'][number]): Rule {
  if (type !== 'pull_request') return { type };
  const { requiredApprovingReviewCount: approvals, requireCodeOwnerReview: codeOwnerReview } = parameters ?? {};
  return {
    type,
    ...(typeof approvals === 'number' ? { approvals } : {}),
    ...(typeof codeOwnerReview === 'boolean' ? { codeOwnerReview } : {}),
  };
}
