import type { RegistryId } from '../types/registry-id.ts';
import { response as cratesIo } from './crates.io/response.ts';
import { response as go } from './go/response.ts';
import { response as hex } from './hex/response.ts';
import { response as jsr } from './jsr/response.ts';
import { response as mavenCentral } from './maven-central/response.ts';
import { response as npm } from './npm/response.ts';
import { response as nuget } from './nuget/response.ts';
import { response as packagist } from './packagist/response.ts';
import { response as pubDev } from './pub.dev/response.ts';
import { response as pypi } from './pypi/response.ts';
import type { Response } from './response.ts';
import { response as rubygems } from './rubygems/response.ts';

/** How to answer a bad release, for each registry that can be asked about releases. */
export const responses: Readonly<Partial<Record<RegistryId, Response>>> = {
  npm,
  pypi,
  'crates.io': cratesIo,
  'maven-central': mavenCentral,
  packagist,
  rubygems,
  nuget,
  'pub.dev': pubDev,
  jsr,
  hex,
  go,
};
