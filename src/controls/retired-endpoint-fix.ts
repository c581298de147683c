import type { Location } from '../types/place.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Edit, Fix } from './control.ts';
import type { RetiredEndpoint } from './retired-endpoints.ts';

/** The edits that write the address of what has taken its place; null where one of the lines has no such address. */
export function retiredEndpointFix(
  { names, successor }: RetiredEndpoint,
  places: readonly Location[],
  files: RepositoryFiles,
): Fix | null {
  if (successor === undefined) return null;
  const edits = places.map(({ path, line }): Edit | null => {
    const file = files.read(path);
    const text = file.state === 'seen' ? (file.value.split('\n', line)[line - 1] ?? '') : '';
    const from = successor.from.find((each) => text.split(each).length === 2);
    return from === undefined ? null : { kind: 'replace', path, line, from, to: successor.to };
  });
  const made = edits.filter((edit) => edit !== null);
  return made.length === 0 || made.length < edits.length
    ? null
    : {
        safety: 'needs-thought',
        title: `Publish by what has taken the place of ${names}`,
        first: successor.first,
        edits: made,
      };
}
