import { jsonText } from '../reports/text/json-text.ts';
import { parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse } from './command.ts';

export const schema: Command = {
  name: 'schema',
  summary: 'Print the JSON Schema of the report or of the policy file',
  operands: 'report|policy',
  about: ['Editors take the policy schema to complete and check .github/mintmark.yml.'],
  options: [],

  async run(words, around) {
    const [typed] = parseArguments(words, [], 1).operands;
    if (typed !== 'report' && typed !== 'policy') throw new Misuse('say which schema: report or policy');
    around.stdout.write(jsonText(await schemas[typed]()));
    return exitCodes.done;
  },
};

const schemas = {
  report: async () => {
    const [{ z }, { reportSchema }] = await Promise.all([import('zod'), import('../types/report.ts')]);
    return described('urn:mintmark:schema:report:1', 'Mintmark report, version 1', z.toJSONSchema(reportSchema));
  },
  policy: async () => {
    const [{ z }, { policySchema }] = await Promise.all([import('zod'), import('../policy/schema.ts')]);
    return described(
      'urn:mintmark:schema:policy:1',
      'Mintmark policy: .github/mintmark.yml',
      z.toJSONSchema(policySchema),
    );
  },
};

/** A URN, since the schema has no address of its own to be fetched from. */
function described($id: string, title: string, { $schema, ...rest }: Record<string, unknown>) {
  return { $schema, $id, title, ...rest };
}
