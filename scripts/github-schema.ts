// `node scripts/github-schema.ts`: writes src/sandbox/graphql/schema.ts, the part of GitHub's GraphQL schema that our
// queries use. A test keeps it equal to what this script makes.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { schema as published } from '@octokit/graphql-schema';
import {
  buildSchema,
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const root = join(import.meta.dirname, '..');
const schemaFile = 'src/sandbox/graphql/schema.ts';

/** GitHub's whole schema. Its text defines two fields twice, so it is taken as valid without a look. */
export function fullSchema(): GraphQLSchema {
  return buildSchema(published.idl, { assumeValid: true, assumeValidSDL: true });
}

/** Every query that `src/github/queries*` exports, by its name; one that is made for a number of things, for two. */
export async function ourQueries(): Promise<ReadonlyMap<string, string>> {
  const queries = new Map<string, string>();
  for (const path of globSync('src/github/queries{,-*,/**/*}.ts', { cwd: root }).toSorted()) {
    const exports = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exports)) {
      const query: unknown = typeof value === 'function' ? value(2) : value;
      if (typeof query === 'string') queries.set(name, query);
    }
  }
  return queries;
}

/**
 * The types and fields that the queries use, each field with all its arguments, as GraphQL without descriptions.
 * @throws where a query does not fit the schema.
 */
export function reduceSchema(schema: GraphQLSchema, queries: Iterable<string>): string {
  const used = new UsedParts(schema);
  for (const query of queries) {
    const document = parse(query);
    const [wrong] = validate(schema, document);
    if (wrong !== undefined) throw wrong;
    used.read(document);
  }
  used.close();
  return used.print();
}

/** What the script writes. */
export async function schemaModule(): Promise<string> {
  const manifest = readFileSync(join(root, 'node_modules/@octokit/graphql-schema/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const text = reduceSchema(fullSchema(), (await ourQueries()).values());
  return `/**
 * The part of GitHub's GraphQL schema that our queries use.
 * Made by \`node scripts/github-schema.ts\` from @octokit/graphql-schema ${version}: not to be edited by hand.
 */
export const schemaText = \`
${text}
\`;
`;
}

/** Gathers types and fields, and prints them in the order of their names. */
class UsedParts {
  readonly #schema: GraphQLSchema;
  readonly #fields = new Map<string, Set<string>>();
  readonly #types = new Set<string>();
  /** Abstract types asked for what every one of their members has, so that all members stay. */
  readonly #askedOfAll = new Set<string>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  read(document: DocumentNode): void {
    const types = new TypeInfo(this.#schema);
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: () => {
          const [parent, field] = [types.getParentType(), types.getFieldDef()];
          if (parent === null || parent === undefined || field === null || field === undefined) return;
          if (isAbstractType(parent)) this.#askedOfAll.add(parent.name);
          this.#addType(parent);
          if (!field.name.startsWith('__')) this.#addField(parent.name, field);
        },
        InlineFragment: () => this.#addType(types.getType()),
        FragmentDefinition: () => this.#addType(types.getType()),
      }),
    );
  }

  /** Adds what the parts need of each other: members of abstract types with their fields, and a field for each type. */
  close(): void {
    for (const name of this.#askedOfAll) for (const member of this.#membersOf(name)) this.#addType(member);
    for (const name of this.#types) {
      const type = this.#schema.getType(name);
      if (!isInterfaceType(type)) continue;
      const implementors = this.#membersOf(name).filter((member) => this.#types.has(member.name));
      for (const field of this.#fields.get(name) ?? [])
        for (const member of implementors) this.#addField(member.name, member.getFields()[field]);
    }
    for (const name of this.#types) {
      const type = this.#schema.getType(name);
      const hasFields = isObjectType(type) || isInterfaceType(type);
      if (!hasFields || this.#fields.has(name)) continue;
      const first = Object.values(type.getFields()).find((field) => isLeafType(getNamedType(field.type)));
      this.#addField(name, first);
    }
  }

  print(): string {
    const types = [...this.#types].toSorted().map((name) => this.#schema.getType(name));
    return types.map((type) => (type === undefined ? '' : this.#printType(type))).join('\n\n');
  }

  #addType(type: unknown): void {
    const named = type as GraphQLNamedType | null | undefined;
    if (named === null || named === undefined || isSpecifiedScalarType(named) || isIntrospectionType(named)) return;
    if (this.#types.has(named.name)) return;
    this.#types.add(named.name);
    if (isInputObjectType(named))
      for (const field of Object.values(named.getFields())) this.#addType(getNamedType(field.type));
  }

  #addField(parent: string, field: GraphQLField<unknown, unknown> | undefined): void {
    if (field === undefined) return;
    this.#fields.set(parent, (this.#fields.get(parent) ?? new Set()).add(field.name));
    this.#addType(getNamedType(field.type));
    for (const argument of field.args) this.#addType(getNamedType(argument.type));
  }

  #membersOf(name: string): readonly GraphQLObjectType[] {
    const type = this.#schema.getType(name);
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
  }

  #printType(type: GraphQLNamedType): string {
    if (isEnumType(type))
      return block(
        `enum ${type.name}`,
        type
          .getValues()
          .map(({ name }) => name)
          .toSorted(),
      );
    if (isUnionType(type)) {
      const members = this.#membersOf(type.name).flatMap(({ name }) => (this.#types.has(name) ? [name] : []));
      return `union ${type.name} = ${members.toSorted().join(' | ')}`;
    }
    if (isInputObjectType(type))
      return block(`input ${type.name}`, Object.values(type.getFields()).map(printInput).toSorted());
    if (isObjectType(type) || isInterfaceType(type)) {
      const kept = type.getInterfaces().flatMap(({ name }) => (this.#types.has(name) ? [name] : []));
      const promises = kept.length === 0 ? '' : ` implements ${kept.toSorted().join(' & ')}`;
      const names = [...(this.#fields.get(type.name) ?? [])].toSorted();
      const fields = names.map((name) => printField(type.getFields()[name]));
      return block(`${isObjectType(type) ? 'type' : 'interface'} ${type.name}${promises}`, fields);
    }
    return `scalar ${type.name}`;
  }
}

function printField(field: GraphQLField<unknown, unknown> | undefined): string {
  if (field === undefined) return '';
  const given = field.args.map(printInput).toSorted().join(', ');
  return `${field.name}${given === '' ? '' : `(${given})`}: ${String(field.type)}`;
}

function printInput(input: {
  readonly name: string;
  readonly type: unknown;
  readonly astNode?: { readonly defaultValue?: { readonly loc?: unknown } } | null | undefined;
  readonly defaultValue?: unknown;
}): string {
  const written = input.astNode?.defaultValue?.loc;
  const preset = input.defaultValue === undefined || written === undefined ? '' : ` = ${sourceOf(written)}`;
  return `${input.name}: ${String(input.type)}${preset}`;
}

/** A default is written as GitHub wrote it. */
function sourceOf(location: unknown): string {
  const { start, end, source } = location as { start: number; end: number; source: { body: string } };
  return source.body.slice(start, end);
}

function block(head: string, lines: readonly string[]): string {
  return [`${head} {`, ...lines.map((line) => `  ${line}`), '}'].join('\n');
}

if (import.meta.main) writeFileSync(join(root, schemaFile), await schemaModule());
