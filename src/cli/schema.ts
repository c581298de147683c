import { jsonText } from '../reports/text/json-text.ts';
import { parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse } from './command.ts';

export const schema: Command = {
  name: 'schema',
  summary: 'Print the JSON Schema of the report, of the policy file or of an attestation',
  operands: 'report|policy|organisation-policy|attestation',
  about: [
    'Editors take the policy schema to complete and check .github/mintmark.yml. The same file in the repository .github of an organisation is described by organisation-policy: it holds for every repository there, and can lock keys and limit how long exemptions last. An attestation is the predicate of the in-toto statement that `mintmark attest` signs.',
  ],
  options: [],

  async run(words, around) {
    const [typed] = parseArguments(words, [], 1).operands;
    const name = names.find((candidate) => candidate === typed);
    if (name === undefined) throw new Misuse(`say which schema: ${names.join(', ')}`);
    around.stdout.write(jsonText(await schemas[name]()));
    return exitCodes.done;
  },
};

const names = ['report', 'policy', 'organisation-policy', 'attestation'] as const;

const schemas: Readonly<Record<(typeof names)[number], () => Promise<object>>> = {
  report: async () => {
    const [{ z }, { reportSchema }] = await Promise.all([import('zod'), import('../types/report.ts')]);
    return described('urn:mintmark:schema:report:1', 'Mintmark report, version 1', z.toJSONSchema(reportSchema));
  },
  attestation: async () => {
    const [{ z }, { auditPredicateSchema }] = await Promise.all([import('zod'), import('../types/audit-predicate.ts')]);
    return described(
      'urn:mintmark:schema:attestation:1',
      'Predicate of the attestation of a Mintmark audit, version 1',
      z.toJSONSchema(auditPredicateSchema),
    );
  },
  policy: async () => {
    const [{ z }, { policySchema }] = await Promise.all([import('zod'), import('../policy/schema.ts')]);
    return described(
      'urn:mintmark:schema:policy:1',
      'Mintmark policy: .github/mintmark.yml',
      z.toJSONSchema(policySchema),
    );
  },
  'organisation-policy': async () => {
    const [{ z }, { organisationPolicySchema }] = await Promise.all([import('zod'), import('../policy/schema.ts')]);
    return described(
      'urn:mintmark:schema:organisation-policy:1',
      'Mintmark policy of an organisation: .github/mintmark.yml in its repository .github',
      z.toJSONSchema(organisationPolicySchema),
    );
  },
};

/** A URN, since the schema has no address of its own to be fetched from. */
function described($id: string, title: string, { $schema, ...rest }: Record<string, unknown>) {
  return { $schema, $id, title, ...rest };
}
