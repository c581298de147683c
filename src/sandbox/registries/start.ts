import type { AddressInfo } from 'node:net';
import type { ScenarioPackage } from '../scenario-package.ts';
import { basesUnder } from './bases.ts';
import { type GitHubKnowledge, knownBuilds } from './builds.ts';
import { evidenceOf } from './evidence.ts';
import { registryFaults } from './faults.ts';
import { localRegistries } from './local-registries.ts';
import type { RegistryRequest, SandboxRegistries } from './registries.ts';
import { registryServer } from './server.ts';
import { shopOf } from './shop.ts';
import { mockSigstore } from './sigstore.ts';

interface RegistriesOptions extends GitHubKnowledge {
  readonly now: () => Date;
  /** 0, a free one, where it is left out. */
  readonly port?: number;
}

/** Starts the local registries with these packages. What has a time is there from then on, by the clock that is given. */
export async function startRegistries(
  packages: readonly ScenarioPackage[],
  options: RegistriesOptions,
): Promise<SandboxRegistries> {
  const sigstore = mockSigstore();
  const builds = knownBuilds(options);
  const shop = shopOf(packages, localRegistries, builds, options.now);
  const evidence = evidenceOf(shop, sigstore);
  const faults = registryFaults();
  const requests: RegistryRequest[] = [];

  let url = '';
  const server = registryServer({
    registries: localRegistries,
    world: () => ({ shop, evidence, builds, bases: basesUnder(url), now: options.now }),
    faults,
    note: (request) => requests.push({ ...request, at: options.now().getTime() }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    bases: basesUnder(url),
    trustedRoot: async () => (await sigstore()).trustedRoot,
    requests,
    fault: (fault) => faults.add(fault),
    publish: (registry, name, release) => shop.publish(registry, name, release),
    attestationsOf: (sha256) => evidence.keptByGitHub(sha256),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
