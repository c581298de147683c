/** Gemara's evaluation log as far as Mintmark writes it, closed where the standard is closed. */
const text = { type: 'string', minLength: 1 } as const;
const result = { enum: ['Not Run', 'Passed', 'Failed', 'Needs Review', 'Not Applicable', 'Unknown'] } as const;
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' } as const;
const address = { type: 'string', pattern: '^https?://\\S+$' } as const;

const entry = closed({ 'reference-id': text, 'entry-id': text });

const assessment = closed(
  {
    requirement: entry,
    description: text,
    result,
    message: text,
    applicability: { type: 'array', items: { enum: [1, 2, 3].map((level) => `Maturity Level ${level}`) }, minItems: 1 },
    steps: { type: 'array', items: text, minItems: 1 },
    'steps-executed': { type: 'integer', minimum: 0 },
    start: time,
    recommendation: text,
  },
  ['recommendation'],
);

export const evaluationLogSchema = closed({
  metadata: closed({
    id: text,
    type: { const: 'EvaluationLog' },
    'gemara-version': text,
    date: time,
    description: text,
    author: closed({ id: text, name: text, type: { const: 'Software' }, version: text }),
    'mapping-references': {
      type: 'array',
      minItems: 1,
      items: closed({ id: text, title: text, version: text, url: address }),
    },
  }),
  target: closed({ id: text, name: text, type: { const: 'Software' }, version: text, uri: address }, [
    'version',
    'uri',
  ]),
  result,
  evaluations: {
    type: 'array',
    minItems: 1,
    items: closed({
      name: text,
      control: entry,
      result,
      message: text,
      'assessment-logs': { type: 'array', items: assessment, minItems: 1 },
    }),
  },
});

/** An object with these properties and no others; all are required but those named. */
function closed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}
