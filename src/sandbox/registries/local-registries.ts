import { cratesIo } from './crates-io.ts';
import { depsDev } from './deps-dev.ts';
import { go } from './go.ts';
import { hex } from './hex.ts';
import { jsr } from './jsr.ts';
import type { LocalRegistry } from './local-registry.ts';
import { mavenCentral } from './maven-central.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { osv } from './osv.ts';
import { packagist } from './packagist.ts';
import { pubDev } from './pub-dev.ts';
import { pypi } from './pypi.ts';
import { rubygems } from './rubygems.ts';

/** Every service that the sandbox stands in for. */
export const localRegistries: readonly LocalRegistry[] = [
  npm,
  pypi,
  cratesIo,
  mavenCentral,
  packagist,
  rubygems,
  nuget,
  pubDev,
  jsr,
  hex,
  go,
  depsDev,
  osv,
];
