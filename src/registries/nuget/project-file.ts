import type { Shelf } from '../manifests/shelf.ts';
import { openXml, type XmlElement } from '../manifests/xml.ts';

/** One MSBuild file as a list of steps, in the order MSBuild takes them. */
export interface ProjectFile {
  /** SDKs it names: `Microsoft.NET.Sdk`. */
  readonly sdks: readonly string[];
  readonly steps: readonly Step[];
}

export type Step =
  | {
      readonly kind: 'property';
      readonly name: string;
      readonly value: string;
      readonly conditions: readonly string[];
      readonly line: number;
    }
  | { readonly kind: 'import'; readonly project: string; readonly conditions: readonly string[] }
  | { readonly kind: 'reference'; readonly packageId: string; readonly conditions: readonly string[] };

/** Reads MSBuild files, each once. Null where there is none, or one that is not MSBuild's. */
export type ReadProjectFile = (path: string) => ProjectFile | null;

export function projectFiles(shelf: Shelf): ReadProjectFile {
  const known = new Map<string, ProjectFile | null>();
  return (path) => {
    const found = known.get(path);
    if (found !== undefined) return found;
    const root = openXml(shelf, path);
    const file = root === null || root.name !== 'Project' ? null : { sdks: sdksOf(root), steps: stepsOf(root, []) };
    known.set(path, file);
    return file;
  };
}

/** As an attribute, as an element, or on the imports of an SDK's parts. A version may follow a slash. */
function sdksOf(root: XmlElement): string[] {
  const named = [
    root.attributes.get('Sdk'),
    ...root.elements.map((element) =>
      element.name === 'Sdk'
        ? element.attributes.get('Name')
        : element.name === 'Import'
          ? element.attributes.get('Sdk')
          : undefined,
    ),
  ];
  return named
    .flatMap((sdks) => (sdks ?? '').split(';'))
    .map((sdk) => (sdk.split('/', 1)[0] ?? '').trim())
    .filter((sdk) => sdk !== '');
}

/** What happens inside of targets happens at build time, and does not count. */
function stepsOf(parent: XmlElement, outer: readonly string[]): Step[] {
  return parent.elements.flatMap((element): Step[] => {
    const conditions = [
      ...outer,
      ...(element.attributes.get('Condition') ? [element.attributes.get('Condition') ?? ''] : []),
    ];
    switch (element.name) {
      case 'PropertyGroup':
        return element.elements.map((property) => propertyStep(property, conditions));
      case 'ItemGroup':
        return element.elements.flatMap((item) => referenceStep(item, conditions));
      case 'Import':
        return [{ kind: 'import', project: element.attributes.get('Project') ?? '', conditions }];
      case 'ImportGroup':
      case 'Choose':
      case 'When':
        return stepsOf(element, conditions);
      case 'Otherwise':
        return stepsOf(element, [...conditions, otherwise]);
      default:
        return [];
    }
  });
}

/** A condition that is neither true nor false to us. */
const otherwise = 'Otherwise';

function propertyStep(property: XmlElement, outer: readonly string[]): Step {
  const condition = property.attributes.get('Condition');
  return {
    kind: 'property',
    name: property.name,
    value: property.text,
    conditions: condition ? [...outer, condition] : outer,
    line: property.line,
  };
}

function referenceStep(item: XmlElement, outer: readonly string[]): Step[] {
  const packageId = item.attributes.get('Include');
  if (item.name !== 'PackageReference' || packageId === undefined) return [];
  const condition = item.attributes.get('Condition');
  return [{ kind: 'reference', packageId, conditions: condition ? [...outer, condition] : outer }];
}
