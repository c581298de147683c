import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** How large the answer to a query may become, by GitHub's own way of counting. */
export interface QuerySize {
  /** Nodes that all connections may bring, each as often as those around it. */
  readonly nodes: number;
  /** Points of the rate limit: requests needed to fill every connection, by the hundred. */
  readonly cost: number;
  readonly depth: number;
  /** Connections that are asked for no number of nodes, or for too many. */
  readonly wrongPages: readonly WrongPage[];
}

export interface WrongPage {
  readonly field: FieldNode;
  readonly path: readonly string[];
  /** Null where neither is given. */
  readonly asked: { readonly argument: 'first' | 'last'; readonly count: number } | null;
}

/** Counts a query that has been validated: its fragments form no circle. */
export function sizeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): QuerySize {
  const fragments = new Map<string, Part>();
  const wrongPages: WrongPage[] = [];
  const { nodes, requests, depth } = partOf(operation.selectionSet, schema.getQueryType()?.name ?? '', []);
  return { nodes, depth, wrongPages, cost: Math.max(1, Math.round(requests / 100)) };

  function partOf(selections: SelectionSetNode, parent: string, path: readonly string[]): Part {
    const parts = selections.selections.map((selection): Part => {
      if (selection.kind === 'Field') return fieldOf(selection, parent, path);
      if (selection.kind === 'InlineFragment')
        return partOf(selection.selectionSet, selection.typeCondition?.name.value ?? parent, path);
      return fragmentOf(selection.name.value, path);
    });
    return {
      nodes: sum(parts.map((part) => part.nodes)),
      requests: sum(parts.map((part) => part.requests)),
      depth: parts.reduce((most, part) => Math.max(most, part.depth), 0),
    };
  }

  function fieldOf(field: FieldNode, parent: string, path: readonly string[]): Part {
    if (field.selectionSet === undefined) return { nodes: 0, requests: 0, depth: 1 };
    const own = [...path, field.alias?.value ?? field.name.value];
    const inner = partOf(field.selectionSet, typeOf(parent, field.name.value), own);
    const type = typeOf(parent, field.name.value);
    const depth = inner.depth + 1;
    if (!type.endsWith('Connection')) return { ...inner, depth };

    const asked = askedOf(field);
    const bringsNodes = namesOf(field.selectionSet).some((name) => name === 'nodes' || name === 'edges');
    if ((asked === null && bringsNodes) || (asked?.count ?? 0) > mostOfPage)
      wrongPages.push({ field, path: own, asked });
    const count = Math.max(0, asked?.count ?? 0);
    return { nodes: count + count * inner.nodes, requests: 1 + count * inner.requests, depth };
  }

  /** A fragment is counted once, however often it is spread. */
  function fragmentOf(name: string, path: readonly string[]): Part {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    const fragment = document.definitions.find(
      (definition) => definition.kind === 'FragmentDefinition' && definition.name.value === name,
    );
    if (fragment?.kind !== 'FragmentDefinition') return { nodes: 0, requests: 0, depth: 0 };
    const part = partOf(fragment.selectionSet, fragment.typeCondition.name.value, path);
    fragments.set(name, part);
    return part;
  }

  function typeOf(parent: string, field: string): string {
    const type = schema.getType(parent);
    const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    return found === undefined ? '' : getNamedType(found.type).name;
  }

  function askedOf(field: FieldNode): WrongPage['asked'] {
    for (const argument of ['first', 'last'] as const) {
      const value = field.arguments?.find(({ name }) => name.value === argument)?.value;
      const count = value === undefined ? null : numberOf(value);
      if (count !== null) return { argument, count };
    }
    return null;
  }

  function numberOf(value: ValueNode): number | null {
    if (value.kind === 'IntValue') return Number(value.value);
    const given = value.kind === 'Variable' ? variables[value.name.value] : null;
    return typeof given === 'number' ? given : null;
  }
}

/** What GitHub says to a query that asks for too much; nothing where it does not. */
export function refusals({ nodes, depth, wrongPages }: QuerySize): readonly unknown[] {
  if (depth > mostDepth) return [{ message: `Query has depth of ${depth}, which exceeds max depth of ${mostDepth}` }];
  if (wrongPages.length > 0) return wrongPages.map(wrongPageError);
  if (nodes <= mostNodes) return [];
  const [asked, most] = [nodes.toLocaleString('en-US'), mostNodes.toLocaleString('en-US')];
  const message = `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`;
  return [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }];
}

/** GitHub publishes both of these. */
const mostNodes = 500_000;
const mostOfPage = 100;

/** GitHub publishes no number; this one is far above what our queries need. */
const mostDepth = 25;

interface Part {
  readonly nodes: number;
  readonly requests: number;
  readonly depth: number;
}

function wrongPageError({ field, path, asked }: WrongPage): unknown {
  const { line = 1, column = 1 } = field.loc?.startToken ?? {};
  const place = { path, locations: [{ line, column }] };
  const connection = `the \`${field.name.value}\` connection`;
  if (asked === null)
    return {
      type: 'MISSING_PAGINATION_BOUNDARIES',
      ...place,
      message: `You must provide a \`first\` or \`last\` value to properly paginate ${connection}.`,
    };
  const limit = `exceeds the \`${asked.argument}\` limit of ${mostOfPage} records`;
  return {
    type: 'EXCESSIVE_PAGINATION',
    ...place,
    message: `Requesting ${asked.count} records on ${connection} ${limit}.`,
  };
}

function namesOf(selections: SelectionSetNode): readonly string[] {
  return selections.selections.flatMap((selection) => {
    if (selection.kind === 'Field') return [selection.name.value];
    return selection.kind === 'InlineFragment' ? namesOf(selection.selectionSet) : ['nodes'];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
