import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { componentSchemas, type Schema } from './operations.ts';

/** What is wrong with a value, as `place: what`; with `coerce`, text is taken for the number or truth value it spells. */
export function mismatches(schema: Schema, value: unknown, { coerce = false } = {}): readonly string[] {
  const known = compiled[coerce ? 'coercing' : 'strict'];
  const check = known.get(schema) ?? compile(schema, coerce);
  known.set(schema, check);
  // Coercion needs something to write to.
  const isValid = check(coerce ? { value } : value);
  return isValid ? [] : (check.errors ?? []).map(told);
}

/**
 * Properties that no part of a schema knows, as `place.name`. GitHub's description leaves requests open, and GitHub
 * ignores what it does not know, so that a misspelt name would go unseen.
 */
export function unknownProperties(schema: Schema, value: unknown, place = 'body'): readonly string[] {
  const parts = partsOf(schema);
  if (Array.isArray(value)) {
    const items = parts.flatMap(({ items: of }) => (isSchema(of) ? [of] : []));
    return value.flatMap((item, index) => unknownProperties({ anyOf: items }, item, `${place}[${index}]`));
  }
  if (!isSchema(value)) return [];
  const known = new Map<string, Schema[]>();
  for (const { properties } of parts) {
    for (const [name, property] of Object.entries(isSchema(properties) ? properties : {}))
      known.set(name, [...(known.get(name) ?? []), isSchema(property) ? property : {}]);
  }
  if (known.size === 0) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const schemas = known.get(name);
    return schemas === undefined
      ? [`${place}.${name}`]
      : unknownProperties({ anyOf: schemas }, inner, `${place}.${name}`);
  });
}

/** The validators of ajv take `nullable` only beside `type`; GitHub writes it elsewhere, too. */
function withoutNullable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutNullable);
  if (!isSchema(schema)) return schema;
  const { nullable, ...rest } = schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, innerOf(key, value)]));
  return nullable === true ? { anyOf: [inner, { type: 'null' }] } : inner;
}

function innerOf(key: string, value: unknown): unknown {
  if (key !== 'properties' || !isSchema(value)) return withoutNullable(value);
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, withoutNullable(schema)]));
}

const compiled = { strict: new Map<Schema, ValidateFunction>(), coercing: new Map<Schema, ValidateFunction>() };
const engines = { strict: engine(false), coercing: engine(true) };

function compile(schema: Schema, coerce: boolean): ValidateFunction {
  const full = withoutNullable(coerce ? { type: 'object', properties: { value: schema } } : schema);
  return engines[coerce ? 'coercing' : 'strict'].compile(relocated(full));
}

function engine(coerceTypes: boolean): Ajv {
  const formats = {
    // GitHub's addresses are often templates: `…/contents/{+path}`.
    uri: (text: string) => URL.canParse(text.replaceAll(/[{}]/g, '')),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  };
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes, formats, logger: false });
  const definitions = Object.entries(componentSchemas).map(([name, schema]) => [
    name,
    relocated(withoutNullable(schema)),
  ]);
  return ajv.addSchema({ $id: 'github', definitions: Object.fromEntries(definitions) });
}

/** References lead to the one schema that all components are in. */
function relocated(schema: unknown): Schema {
  const moved = JSON.stringify(schema).replaceAll('"#/components/schemas/', '"github#/definitions/');
  return JSON.parse(moved) as Schema;
}

/** A schema with all that it is put together of. */
function partsOf(schema: Schema, seen: ReadonlySet<string> = new Set()): readonly Schema[] {
  const { $ref: reference } = schema;
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as Schema[]) : [],
  );
  const inner = parts.flatMap((part) => partsOf(part, seen));
  if (typeof reference !== 'string' || seen.has(reference)) return [schema, ...inner];
  const target = componentSchemas[reference.replace('#/components/schemas/', '')];
  return [schema, ...inner, ...(target === undefined ? [] : partsOf(target, new Set([...seen, reference])))];
}

function told({ instancePath, message, params }: ErrorObject): string {
  const allowed = 'allowedValues' in params ? ` ${JSON.stringify(params['allowedValues'])}` : '';
  return `${instancePath === '' ? '/' : instancePath} ${message ?? 'is wrong'}${allowed}`;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
