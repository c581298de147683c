import {
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  print,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Errors of single fields: GitHub writes their type beside the message, where graphql-js has it in the extensions. */
export function answeredErrors(errors: readonly GraphQLError[]): readonly unknown[] {
  return errors.map(({ message, path, locations, extensions }) => ({
    ...extensions,
    ...(path === undefined ? {} : { path }),
    ...(extensions['type'] === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}),
    ...(locations === undefined ? {} : { locations }),
    message,
  }));
}

/** What is no GraphQL at all. */
export function syntaxErrors({ message, locations }: GraphQLError): readonly unknown[] {
  const [{ line, column } = { line: 1, column: 1 }] = locations ?? [];
  const told = message.replace(/^Syntax Error: /, '').replace(/\.$/, '');
  return [{ message: `Parse error: ${told} at [${line}, ${column}]`, locations: [{ line, column }] }];
}

/** What a query asks for that the schema does not have, in GitHub's words for the mistakes that are made most. */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): readonly unknown[] {
  // Only a mistake is worth asking rule by rule, which tells whose it is.
  if (validate(schema, document).length === 0) return [];
  const errors = specifiedRules.flatMap((rule) =>
    validate(schema, document, [rule]).map((error) => toldByGitHub(schema, document, rule.name, error)),
  );
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

/** Values of variables that do not fit their types. */
export function variableErrors(errors: readonly GraphQLError[]): readonly unknown[] {
  return errors.map(({ nodes, message, locations }) => {
    const node = nodes?.[0];
    if (node?.kind !== Kind.VARIABLE_DEFINITION) return { message, locations };
    const isMissing = /was not provided|must not be null/.test(message);
    const explanation = isMissing ? 'Expected value to not be null' : message;
    return {
      extensions: { value: null, problems: [{ path: [], explanation }] },
      locations,
      message: `Variable $${node.variable.name.value} of type ${print(node.type)} was provided invalid value`,
    };
  });
}

/** Where a mistake stands, and what stands around it. */
interface Place {
  readonly path: readonly string[];
  /** Names of the type that is asked, the field, and the field's type. */
  readonly parent: string;
  readonly field: string;
  readonly type: string;
  readonly missing: readonly string[];
  readonly argument: GraphQLArgument | null;
  readonly operation: string;
}

interface Told {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

type Teller = (node: ASTNode, place: Place) => Told | null;

/** By the name of the rule of graphql-js. */
const tellers: Readonly<Record<string, Teller>> = {
  FieldsOnCorrectTypeRule: (_, { field, parent }) => ({
    message: `Field '${field}' doesn't exist on type '${parent}'`,
    extensions: { code: 'undefinedField', typeName: parent, fieldName: field },
  }),
  KnownArgumentNamesRule: (node, { field }) => ({
    message: `Field '${field}' doesn't accept argument '${nameOf(node)}'`,
    extensions: { code: 'argumentNotAccepted', name: field, typeName: 'Field', argumentName: nameOf(node) },
  }),
  ProvidedRequiredArgumentsRule: (_, { field, missing }) => ({
    message: `Field '${field}' is missing required arguments: ${missing.join(', ')}`,
    extensions: {
      code: 'missingRequiredArguments',
      className: 'Field',
      name: field,
      arguments: missing.join(', '),
    },
  }),
  ScalarLeafsRule: (_, { field, type }) => ({
    message: `Field must have selections (field '${field}' returns ${type} but has no selections. Did you mean '${field} { ... }'?)`,
    extensions: { code: 'selectionMismatch', nodeName: `field '${field}'`, typeName: type },
  }),
  NoUndefinedVariablesRule: (node, { operation }) => ({
    message: `Variable $${nameOf(node)} is used by ${operation} but not declared`,
    extensions: { code: 'variableNotDefined', variableName: nameOf(node) },
  }),
  NoUnusedVariablesRule: (node, { operation }) => ({
    message: `Variable $${nameOf(node)} is declared by ${operation} but not used`,
    extensions: { code: 'variableNotUsed', variableName: nameOf(node) },
  }),
  KnownFragmentNamesRule: (node) => ({
    message: `Fragment ${nameOf(node)} was used, but not defined`,
    extensions: { code: 'useAndDefineFragment', fragmentName: nameOf(node) },
  }),
  NoUnusedFragmentsRule: (node) => ({
    message: `Fragment ${nameOf(node)} was defined, but not used`,
    extensions: { code: 'useAndDefineFragment', fragmentName: nameOf(node) },
  }),
  KnownTypeNamesRule: (node) => ({
    message: `No such type ${nameOf(node)}, so it can't be a fragment condition`,
    extensions: { code: 'undefinedType', typeName: nameOf(node) },
  }),
  ValuesOfCorrectTypeRule: (node, { field, argument }) =>
    argument === null
      ? null
      : {
          message: `Argument '${argument.name}' on Field '${field}' has an invalid value (${print(node)}). Expected type '${String(argument.type)}'.`,
          extensions: { code: 'argumentLiteralsIncompatible', typeName: 'Field', argumentName: argument.name },
        },
};

function toldByGitHub(schema: GraphQLSchema, document: DocumentNode, rule: string, error: GraphQLError): unknown {
  const { message, locations } = error;
  const node = error.nodes?.[0];
  if (node === undefined) return { message, locations };
  const place = placeOf(schema, document, node);
  const told = tellers[rule]?.(node, place) ?? { message, extensions: {} };
  return { path: place.path, extensions: told.extensions, locations: locations?.slice(0, 1), message: told.message };
}

function placeOf(schema: GraphQLSchema, document: DocumentNode, wanted: ASTNode): Place {
  const types = new TypeInfo(schema);
  const path: string[] = [];
  const nothing = { parent: '', field: '', type: '', missing: [], argument: null };
  let [place, field, operation]: [Place, string, string] = [{ ...nothing, path: [], operation: '' }, '', ''];
  const visitor: ASTVisitor = {
    enter(node) {
      const step = stepOf(node);
      if (node.kind === Kind.FIELD) field = node.name.value;
      if (node.kind === Kind.OPERATION_DEFINITION) operation = node.name?.value ?? `anonymous ${node.operation}`;
      if (step !== null) path.push(step);
      if (node !== wanted) return;
      const given = node.kind === Kind.FIELD ? (node.arguments ?? []).map(({ name }) => name.value) : [];
      const wants = (types.getFieldDef()?.args ?? []).filter((argument) => String(argument.type).endsWith('!'));
      place = {
        path: [...path],
        parent: types.getParentType()?.name ?? '',
        field,
        type: String(types.getType() ?? ''),
        missing: wants.map(({ name }) => name).filter((name) => !given.includes(name)),
        argument: types.getArgument() ?? null,
        operation,
      };
    },
    leave(node) {
      if (stepOf(node) !== null) path.pop();
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return place;
}

/** One step of a path as GitHub writes it: `query Snapshot`, `fragment Folder`, `... on Blob`, the name of a field. */
function stepOf(node: ASTNode): string | null {
  if (node.kind === Kind.OPERATION_DEFINITION) return [node.operation, node.name?.value ?? ''].join(' ').trim();
  if (node.kind === Kind.FRAGMENT_DEFINITION) return `fragment ${node.name.value}`;
  if (node.kind === Kind.INLINE_FRAGMENT) return `... on ${node.typeCondition?.name.value ?? ''}`.trim();
  if (node.kind === Kind.FRAGMENT_SPREAD) return `... ${node.name.value}`;
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value;
  return node.kind === Kind.ARGUMENT ? node.name.value : null;
}

function nameOf(node: ASTNode): string {
  if (node.kind === Kind.NAME) return node.value;
  if (node.kind === Kind.VARIABLE_DEFINITION) return node.variable.name.value;
  if (!('name' in node)) return '';
  return node.name?.value ?? '';
}
