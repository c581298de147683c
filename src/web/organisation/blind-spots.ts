import type { Control } from '../../controls/control.ts';
import { permissionTable } from '../../github/permissions.ts';

/** A permission that the installation lacks, and what stays unknown or undone without it. */
export interface BlindSpot {
  /** `administration:read`. */
  readonly permission: string;
  /** Whole sentences. */
  readonly lost: readonly string[];
  /** Controls that could not be judged somewhere and read what it would show. */
  readonly controls: readonly string[];
  /** In how many repositories one of them could not be judged, at least. */
  readonly repositories: number;
}

/** A control that could not be judged although no permission is missing for it. */
export interface Unsettled {
  readonly control: string;
  readonly title: string;
  readonly repositories: number;
}

interface Unknown {
  readonly control: string;
  readonly repositories: number;
}

/**
 * What cannot be seen, and which permission would show it.
 *
 * @param granted as GitHub tells: `{ contents: 'read' }`
 */
export function blindSpots(
  unknown: readonly Unknown[],
  controls: readonly Control[],
  granted: Readonly<Record<string, string>>,
): { readonly spots: readonly BlindSpot[]; readonly unsettled: readonly Unsettled[] } {
  const known = new Map(controls.map((control) => [control.id, control]));
  const missing = permissionTable.filter(({ permission }) => !isGranted(permission, granted));
  const needs = (id: string): ReadonlySet<string> => {
    const settings: readonly string[] = known.get(id)?.settings ?? [];
    return new Set(missing.filter(({ feature }) => settings.includes(feature)).map(({ permission }) => permission));
  };
  const spots = [...Map.groupBy(missing, ({ permission }) => permission)].map(([permission, rows]): BlindSpot => {
    const hidden = unknown.filter(({ control }) => needs(control).has(permission));
    return {
      permission,
      lost: rows.map(({ lost }) => lost),
      controls: hidden.map(({ control }) => control),
      repositories: Math.max(0, ...hidden.map(({ repositories }) => repositories)),
    };
  });
  return {
    spots: spots.toSorted((a, b) => b.repositories - a.repositories),
    unsettled: unknown
      .filter(({ control, repositories }) => repositories > 0 && needs(control).size === 0)
      .map(({ control, repositories }) => ({ control, repositories, title: known.get(control)?.title ?? control }))
      .toSorted((a, b) => b.repositories - a.repositories),
  };
}

/** To write is to read, too; GitHub grants `metadata:read` to every app. */
function isGranted(permission: string, granted: Readonly<Record<string, string>>): boolean {
  const [name = '', access] = permission.split(':');
  const has = granted[name];
  return name === 'metadata' || has === access || has === 'write' || has === 'admin';
}
