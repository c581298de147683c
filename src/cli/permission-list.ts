import { subscriptions } from '../app/subscriptions.ts';
import type { Control } from '../controls/control.ts';
import { type Feature, permissionTable } from '../github/permissions.ts';
import type { Settings } from '../github/settings.ts';

/** One permission of the app, with all that hangs on it. */
export interface ListedPermission {
  /** `actions:read`. */
  readonly permission: string;
  readonly tier: 'core' | 'full';
  readonly uses: readonly PermissionUse[];
}

export interface PermissionUse {
  /** What it reveals, lets be written, or brings word of. */
  readonly what: string;
  /** Ids of the controls that are judged by it. */
  readonly controls: readonly string[];
  /** What is lost without it: whole sentences. */
  readonly lost: string;
  /** Webhooks that GitHub sends only with it. */
  readonly events: readonly string[];
}

/** Every permission that a manifest asks for, core tier first, in the order of the table. */
export function listPermissions(controls: readonly Control[]): readonly ListedPermission[] {
  const needed = [
    ...permissionTable.map(({ permission }) => permission),
    ...subscriptions.map(({ permission }) => permissionCarrying(permission)),
  ];
  const all = [...new Set(needed)].map((permission): ListedPermission => {
    const rows = permissionTable.filter((row) => row.permission === permission);
    const uses = rows.map(({ what, feature, lost, permission: row }) => ({
      what: `${row.endsWith(':write') ? 'writes' : 'reads'} ${what}`,
      controls: controls.filter((control) => isJudgedBy(control, feature)).map(({ id }) => id),
      lost,
      events: [],
    }));
    return { permission, tier: rows[0]?.tier ?? 'full', uses: [...uses, ...wordOf(permission)] };
  });
  return [...all.filter(({ tier }) => tier === 'core'), ...all.filter(({ tier }) => tier === 'full')];
}

/** The permission of the table that covers what an event needs: `issues:write` where that is asked for anyway. */
function permissionCarrying(needed: string): string {
  const [name] = needed.split(':');
  return permissionTable.find(({ permission }) => permission === `${name}:write`)?.permission ?? needed;
}

function wordOf(permission: string): readonly PermissionUse[] {
  const some = subscriptions.filter((subscription) => permissionCarrying(subscription.permission) === permission);
  if (some.length === 0) return [];
  return [
    {
      what: `hears of ${some.map(({ news }) => news).join(', ')}`,
      controls: [],
      lost: [
        ...some.flatMap(({ lost }) => lost ?? []),
        ...(some.some(({ lost }) => lost === null) ? ['Such news is noticed only by the next audit.'] : []),
      ].join(' '),
      events: some.map(({ event }) => event),
    },
  ];
}

function isJudgedBy({ settings = [] }: Control, feature: Feature): boolean {
  const parts = compound.get(feature) ?? [feature];
  return parts.every((part) => settings.some((setting) => setting === part));
}

/** Part of the environments, and of interest to whoever looks for secrets wherever they are kept. */
const compound: ReadonlyMap<Feature, readonly (keyof Settings)[]> = new Map([
  ['environmentSecrets', ['environments', 'repositorySecrets']],
]);
