/**
 * Routes that GitHub answers to everybody, leaving out the field that only a permission shows. An answer without it is a
 * refusal of what the route is asked for here, and asking again for the next repository would not change it.
 */
const hiddenFields: Readonly<Record<string, { readonly field: string; readonly permission: string }>> = {
  'GET /orgs/{org}': { field: 'two_factor_requirement_enabled', permission: 'organization_administration:read' },
};

/** The permission for want of which the answer lacks its field; null where it is there, or the route is not such a one. */
export function hiddenPermission(route: string, data: unknown, accepted: string | null): string | null {
  const hidden = hiddenFields[route];
  if (hidden === undefined || typeof data !== 'object' || data === null) return null;
  const value: unknown = Object.entries(data).find(([name]) => name === hidden.field)?.[1];
  if (value !== undefined && value !== null) return null;
  // The header may name what the rest of the answer asks for.
  return accepted?.startsWith('organization_') === true ? accepted : hidden.permission;
}
