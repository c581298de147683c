import type { ServiceId } from './http.ts';
import type { BaseOverride, BaseOverrides } from './places.ts';
import { services } from './services.ts';
import { type UserWorld, userMirrors } from './user-settings.ts';

/** Where the registries are asked, as whoever runs Mintmark wants it. */
export interface RegistryConfiguration {
  /** For `openHttp`. */
  readonly bases: BaseOverrides;
  /** Whether another address than the service's own is asked: what a mirror does not have is not known to be missing. */
  readonly isMirror: (service: ServiceId) => boolean;
  /** Settings that could not be used, as sentences without their values. */
  readonly problems: readonly string[];
}

/** One variable of Mintmark's own. */
export interface RegistryVariable {
  readonly name: string;
  readonly service: ServiceId;
  readonly base: string;
  readonly gives: 'address' | 'authorization';
  /** For the documentation. */
  readonly says: string;
}

/** `MINTMARK_REGISTRY_CRATES_IO_INDEX` and so on: two for each base of each service. */
export const registryVariables: readonly RegistryVariable[] = Object.entries(services).flatMap(([id, { bases }]) =>
  Object.entries(bases).flatMap(([base, { address }]) => {
    const service = id as ServiceId;
    const name = `MINTMARK_REGISTRY_${upper(id)}_${upper(base)}`;
    return [
      { name, service, base, gives: 'address', says: `The address to ask for ${id} (${base}) instead of ${address}.` },
      {
        name: `${name}_AUTHORIZATION`,
        service,
        base,
        gives: 'authorization',
        says: `The whole value of the Authorization header for the address in ${name}.`,
      },
    ] as const;
  }),
);

/** `complete`: the addresses that are set hold all that the registries do, so that what they do not have is not there. */
const mirrorsVariable = 'MINTMARK_MIRRORS';

/**
 * Reads Mintmark's own variables, and the user's settings of npm, pip and cargo where there are none for a base. Pure: the
 * environment and the reader of files are all that it sees.
 */
export function registryConfiguration(world: UserWorld): RegistryConfiguration {
  const bases: Record<string, Record<string, BaseOverride>> = {};
  const mirrors = new Set<ServiceId>();
  const problems: string[] = [];

  const set = (service: ServiceId, base: string, address: string, authorization: string | null) => {
    if (!isSame(address, services[service]?.bases[base]?.address)) mirrors.add(service);
    const ofService = bases[service] ?? {};
    ofService[base] = authorization === null ? address : { address, authorization };
    bases[service] = ofService;
  };

  for (const { service, base, address, from } of userMirrors(world)) {
    if (isAddress(address)) set(service, base, address, null);
    else problems.push(`${from} names no usable address for ${service}: it has to begin with https:// or http://.`);
  }
  for (const { name, service, base, gives } of registryVariables) {
    if (gives !== 'address') continue;
    const address = world.environment[name] ?? '';
    const authorization = world.environment[`${name}_AUTHORIZATION`] ?? '';
    if (address === '') {
      if (authorization !== '') problems.push(`${name}_AUTHORIZATION is not used, for ${name} is not set.`);
    } else if (!isAddress(address)) problems.push(`${name} has to begin with https:// or http://.`);
    else if (!/^[\x20-\x7e]*$/.test(authorization))
      problems.push(`${name}_AUTHORIZATION holds characters that no header can have.`);
    else set(service, base, address, authorization === '' ? null : authorization);
  }
  const areComplete = world.environment[mirrorsVariable] === 'complete';
  return { bases, isMirror: (service) => !areComplete && mirrors.has(service), problems };
}

function upper(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}

function isSame(address: string, own: string | undefined): boolean {
  const plain = (text: string | undefined) => (URL.parse(text ?? '')?.href ?? '').replace(/\/+$/, '');
  return plain(address) === plain(own);
}
