import type { Registry } from '../registries/registry.ts';
import { effectivePermissions } from '../workflows/permissions.ts';
import { manifestsOf } from './packages.ts';
import type { Publication } from './publication.ts';
import { publicationOf, type Surroundings } from './publication-of.ts';
import type { Recognition } from './recognise.ts';
import { guessesOf, guessFromManifests } from './undescribed.ts';
import { guessedFromCommand, nameOfCommand } from './undescribed-commands.ts';

/** Publications that no table describes. `described` are the steps that hold one that is: keys of `Run.origins`. */
export function guessedPublications(around: Surroundings, described: ReadonlySet<string>): readonly Publication[] {
  const { run, search } = around;
  const idToken =
    effectivePermissions(run.workflow, run.job, run.chain.length > 0 ? [run.chain] : [])?.get('id-token') === 'write';
  const withPackages = new Set(
    search.packages
      .filter(({ publishable, registry }) => publishable && registry !== 'go' && registry !== 'packagist')
      .map(({ registry }) => registry as string),
  );
  return run.happenings.flatMap((happening, index) => {
    if (described.has(happening.origin)) return [];
    const { act } = happening;
    const stepEnvironment = new Set(happening.step?.env.map(({ name }) => name) ?? []);
    const found =
      act.kind === 'command'
        ? guessedFromCommand(
            happening,
            { stepEnvironment, idToken, withPackages, packages: search.packages },
            search.registries,
          )
        : guessesOf(act, stepEnvironment, search.registries, idToken);
    const all =
      found.length > 0 || act.kind === 'command'
        ? found
        : guessFromManifests(act, search.registries, withPackages, idToken);
    return all.map(({ registry, reason, handed, folders = [] }): Publication => {
      const recognition: Recognition = {
        registry,
        act,
        line: null,
        row: {
          via: act.kind === 'action' ? act.action : nameOfCommand(act, happening.script),
          action: [],
          credential: handed,
          oidc: act.kind === 'action' && act.secrets === 'inherit' ? 'never' : 'native',
          provenance: {
            byDefault: provenanceOfGuess(registry),
            withToken: false,
            attestedBy: 'any',
          },
          packages: { kind: 'workspace' },
        },
      };
      const pointed = search.packages.filter(
        (manifest) => manifest.registry === registry.id && folders.includes(manifest.directory),
      );
      const manifests = folders.length > 0 ? pointed : manifestsOf(recognition, search.packages, search.world.files);
      const names = [...new Set(manifests.map(({ name }) => name))].sort();
      return {
        ...publicationOf(recognition, happening, index, around, { names, manifests, sure: false }),
        confidence: 'low',
        reason,
      };
    });
  });
}

/** npm makes provenance under trusted publishing whatever calls it; other registries leave it to the tool. */
function provenanceOfGuess(registry: Registry): 'never' | 'unknown' | 'with-oidc' {
  if (registry.id === 'npm') return 'with-oidc';
  return registry.capabilities['authorization.3.provenance'].offers === 'no' ? 'never' : 'unknown';
}
