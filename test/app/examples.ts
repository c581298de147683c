import { createRequire } from 'node:module';

interface Example {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const definitions = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly Example['payload'][];
}[];

/** Every payload of `@octokit/webhooks-examples`, with the name of its event. */
export const examples: readonly Example[] = definitions.flatMap(({ name, examples: payloads }) =>
  payloads.map((payload) => ({ name, payload })),
);
