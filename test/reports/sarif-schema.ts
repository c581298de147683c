/**
 * The part of SARIF 2.1.0 that Mintmark writes, as a JSON Schema, closed where the standard leaves objects open, so
 * that a misspelt property fails; with what GitHub's code scanning asks for beyond the standard: a place for every
 * result, and paths that are relative and percent-encoded.
 */
const text = { type: 'string', minLength: 1 } as const;
const index = { type: 'integer', minimum: 0 } as const;
const level = { enum: ['error', 'warning', 'note'] } as const;

const location = closed(
  {
    id: index,
    physicalLocation: closed({
      artifactLocation: closed({
        uri: { type: 'string', pattern: "^(?!/)(?:[A-Za-z0-9\\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})+$" },
        uriBaseId: { const: '%SRCROOT%' },
      }),
      region: closed({ startLine: { type: 'integer', minimum: 1 }, endLine: { type: 'integer', minimum: 1 } }),
    }),
  },
  ['id'],
);

const rule = closed({
  id: text,
  name: { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$' },
  shortDescription: closed({ text }),
  fullDescription: closed({ text }),
  help: closed({ text, markdown: text }),
  defaultConfiguration: closed({ level }),
  properties: closed({
    'security-severity': { type: 'string', pattern: '^(?:10|[0-9])\\.[0-9]$' },
    tags: { type: 'array', items: text, uniqueItems: true, maxItems: 10 },
  }),
});

const result = closed(
  {
    ruleId: text,
    ruleIndex: index,
    level,
    message: closed({ text }),
    locations: { type: 'array', items: location, minItems: 1, maxItems: 1 },
    relatedLocations: { type: 'array', items: location, minItems: 1 },
    partialFingerprints: closed({ primaryLocationLineHash: text, 'mintmark/v1': text }),
    properties: { type: 'object' },
  },
  ['relatedLocations'],
);

const run = closed(
  {
    tool: closed({
      driver: closed({ name: { const: 'Mintmark' }, semanticVersion: text, rules: { type: 'array', items: rule } }),
    }),
    automationDetails: closed({ id: text }),
    versionControlProvenance: {
      type: 'array',
      items: closed({ repositoryUri: text, revisionId: text, branch: text }, ['branch']),
    },
    columnKind: { const: 'utf16CodeUnits' },
    invocations: {
      type: 'array',
      items: closed({
        executionSuccessful: { type: 'boolean' },
        toolExecutionNotifications: {
          type: 'array',
          items: closed({ level, message: closed({ text }), locations: { type: 'array', items: location } }),
        },
      }),
    },
    results: { type: 'array', items: result },
  },
  ['versionControlProvenance'],
);

export const sarifSchema = closed({
  $schema: text,
  version: { const: '2.1.0' },
  runs: { type: 'array', items: run, minItems: 1, maxItems: 1 },
});

/** An object with these properties and no others; all are required but those named. */
function closed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}
