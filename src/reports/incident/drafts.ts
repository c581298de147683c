import type { IncidentPack } from '../../types/incident-pack.ts';
import { details } from '../markdown/block.ts';
import { fenced } from '../markdown/fenced.ts';
import { advisoryDraft, osvDraft } from '../osv/index.ts';
import { jsonText } from '../text/json-text.ts';

/**
 * What users can be told with, as files to copy: nothing of it is published here.
 *
 * @param withdrawn when the incident was taken back, in ISO 8601; null where it stands
 */
export function draftBlocks(pack: IncidentPack, withdrawn: string | null): readonly string[] {
  const osv = osvDraft(pack, { id: null, withdrawn });
  const advisory = advisoryDraft(pack);
  return [
    '### To tell users, once you know',
    'These are drafts: complete them, and publish them yourselves. Nothing that may be private is in them.',
    details(
      'Body of a draft security advisory (<code>advisory.json</code>)',
      [
        fenced('json', jsonText(advisory).trimEnd()),
        'It makes a draft that only maintainers see, in the repository that you name:',
        fenced('sh', 'gh api --method POST repos/OWNER/NAME/security-advisories --input advisory.json'),
      ].join('\n\n'),
    ),
    ...(osv === null
      ? []
      : [
          details(
            'Record in the OSV format (<code>osv.json</code>)',
            [
              'GitHub makes a record of its own once the advisory is published and reviewed. For a list of malicious packages or a database of your own, take this one, with the id of the advisory in place of the crosses.',
              fenced('json', jsonText(osv).trimEnd()),
            ].join('\n\n'),
          ),
        ]),
  ];
}
