import { directoryOf, resolveFrom } from '../manifests/paths.ts';
import type { Shelf } from '../manifests/shelf.ts';
import { openXml, type XmlElement } from '../manifests/xml.ts';

/** The solution of each project that one lists; the outermost where several do. */
export function solutionsOf(shelf: Shelf): ReadonlyMap<string, string> {
  const solutions = new Map<string, string>();
  const paths = [...shelf.ending('.slnx'), ...shelf.ending('.sln')].toSorted(
    (a, b) => a.split('/').length - b.split('/').length,
  );
  for (const path of paths) {
    for (const listed of path.endsWith('.slnx') ? projectsInXml(path, shelf) : projectsInText(shelf.text(path) ?? '')) {
      const project = resolveFrom(directoryOf(path), listed.replaceAll('\\', '/'));
      if (project !== null && !solutions.has(project)) solutions.set(project, path);
    }
  }
  return solutions;
}

/** `Project("{type}") = "Name", "src\Name\Name.csproj", "{id}"` */
function projectsInText(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('Project("'))
    .map((line) => line.split('"')[5] ?? '')
    .filter((path) => /proj$/i.test(path));
}

function projectsInXml(path: string, shelf: Shelf): string[] {
  const found: string[] = [];
  const visit = (element: XmlElement): void => {
    const project = element.name === 'Project' ? element.attributes.get('Path') : undefined;
    if (project !== undefined) found.push(project);
    element.elements.forEach(visit);
  };
  const root = openXml(shelf, path);
  if (root !== null) visit(root);
  return found;
}
