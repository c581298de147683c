import { z } from 'zod';
import { declarable } from '../../src/controls/accepted.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { lockableKeys, organisationPolicySchema, policySchema } from '../../src/policy/schema.ts';
import { registryIds } from '../../src/types/registry-id.ts';
import { code, codes, fenced, page, table } from './markdown.ts';
import { policyExamples } from './policy-examples.ts';

/** docs/policy.md: every key of `.github/mintmark.yml`, from the schema that it is held to. */
export function policyPage(): string {
  const own = propertiesOf(z.toJSONSchema(policySchema));
  const organisation = propertiesOf(z.toJSONSchema(organisationPolicySchema));
  const only = organisation.filter(([key]) => !own.some(([name]) => name === key));
  return page(
    '`src/policy/schema.ts`',
    'The policy file',
    'The file `.github/mintmark.yml` says how releases are meant to be made, what fails a pull request, and what is accepted, by whom and until when. Every key may be left out. It is read from the base branch only: a pull request cannot loosen the policy that judges it. A key that is not here, or a value of the wrong kind, is told on its line, and the last file without a mistake stays in force.',
    "`mintmark schema policy` prints its JSON Schema, and `mintmark schema organisation-policy` that of an organisation's. An editor completes and checks the file by it:",
    fenced('console', '$ mintmark schema policy > mintmark.schema.json'),
    fenced('yaml', '# yaml-language-server: $schema=./mintmark.schema.json'),
    '## Two files, one policy',
    "An organisation says the same in the file of its repository `.github`; Mintmark has to be installed there, too, so that it may read it. A repository without a file of its own follows the organisation's. One with a file follows it where that says `extends: org`, and what its own file says goes first, key by key. Locked keys, limits and `issues: off` hold in any case. Another owner's file is never read. How an organisation rolls this out: [rolling out](rolling-out.md).",
    ...own.flatMap(([key, schema]) => keyPart(key, schema)),
    "## Only in an organisation's file",
    `Keys that can be locked: ${codes(lockableKeys)}.`,
    ...only.flatMap(([key, schema]) => keyPart(key, schema, '###')),
  );
}

interface JsonSchema {
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
}

type Property = readonly [key: string, schema: JsonSchema];

function propertiesOf(schema: unknown): readonly Property[] {
  return Object.entries((schema as JsonSchema).properties ?? {});
}

function keyPart(key: string, schema: JsonSchema, heading = '##'): readonly string[] {
  const inner = innerOf(schema);
  return [
    `${heading} ${key}`,
    table(
      ['', ''],
      [
        ['what', sentence(schema.description ?? '')],
        ['type', typeWords(schema)],
        ['without it', defaultWords([key])],
      ],
    ),
    ...(inner.length === 0
      ? []
      : [
          table(
            ['key', 'type', 'what', 'without it'],
            inner.map(([name, each]) => [
              code(name),
              typeWords(each),
              sentence(each.description ?? ''),
              isRequired(schema, name) ? 'it has to be there' : defaultWords([key, name]),
            ]),
          ),
        ]),
    ...(key === 'declare'
      ? [`What a person can declare: ${codes([...declarable])}. Only an \`unknown\` is answered by it.`]
      : []),
    fenced('yaml', exampleOf(key, schema)),
  ];
}

/** The keys of an object, of the entries of a list, or of what stands under names of one's own. */
function innerOf(schema: JsonSchema): readonly Property[] {
  if (schema.properties !== undefined) return Object.entries(schema.properties);
  if (schema.items?.properties !== undefined) return Object.entries(schema.items.properties);
  const { additionalProperties: each } = schema;
  return typeof each === 'object' ? Object.entries(each.properties ?? {}) : [];
}

function isRequired(schema: JsonSchema, name: string): boolean {
  return (schema.required ?? schema.items?.required ?? []).includes(name);
}

function typeWords(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum?.length === registryIds.length) return 'the id of a [registry](registries/README.md)';
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.type === 'array')
    return `a list${schema.maxItems === undefined ? '' : ` of at most ${schema.maxItems}`}: ${typeWords(schema.items ?? {})}`;
  if (schema.type === 'object') return schema.properties === undefined ? 'keys of your own' : 'an entry';
  if (schema.type === 'integer') return `a whole number from ${schema.minimum ?? 0} to ${schema.maximum ?? 'any'}`;
  if (schema.type === 'boolean') return '`true` or `false`';
  if (schema.format === 'date') return 'a day, `YYYY-MM-DD`';
  return schema.pattern === undefined ? 'a text' : `a text of the form ${code(schema.pattern)}`;
}

function defaultWords(path: readonly string[]): string {
  const value = path.reduce<unknown>(
    (inside, name) => (Object(inside) as Record<string, unknown>)[camel(name)],
    defaultPolicy,
  );
  if (value === undefined || value === null) return 'nothing';
  if (value instanceof Map || Array.isArray(value)) return 'none';
  return typeof value === 'string' || typeof value === 'boolean' ? code(String(value)) : 'as below';
}

function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Written by hand where there is one; else from the first values that the schema allows. */
function exampleOf(key: string, schema: JsonSchema): string {
  return policyExamples[key] ?? `${key}: ${valueOf(schema)}`;
}

function valueOf({ const: only, enum: some, type, properties, items, minimum }: JsonSchema): string {
  if (only !== undefined || some !== undefined) return String(only ?? some?.[0]);
  if (type === 'boolean') return 'true';
  if (type === 'integer') return String(minimum ?? 0);
  if (type === 'array') return `[${valueOf(items ?? {})}]`;
  const pairs = Object.entries(properties ?? {}).map(([name, each]) => `${name}: ${valueOf(each)}`);
  return type === 'object' ? `{ ${pairs.join(', ')} }` : 'text';
}
