import { sourceLink } from '../manifests/links.ts';

/** The link among a project's labelled ones that leads to its source, else its home page; null where neither is there. */
export function projectSource(links: readonly (readonly [label: string, address: string])[]): string | null {
  const byLabel = new Map(links.map(([label, address]) => [label.toLowerCase().replace(/[^a-z]/g, ''), address]));
  for (const label of sourceLabels) {
    const link = sourceLink(byLabel.get(label));
    if (link !== null) return link;
  }
  return null;
}

/** Labels that PyPI itself knows for source and home page, letters only, the plainest first. */
const sourceLabels = ['source', 'repository', 'sourcecode', 'github', 'gitlab', 'code', 'homepage', 'home'];
