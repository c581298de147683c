import { z } from 'zod';
import type { ScenarioPackage } from './scenario-package.ts';

const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).readonly();

const moment = z.iso.datetime('an ISO 8601 time in UTC, as in `2026-03-31T00:21:00Z`');
const text = z.string().min(1, 'must not be empty').max(300, 'at most 300 characters');
const seconds = z.int().min(0).max(604_800, 'at most a week');

/** Registries that have a local one. */
const registry = z.enum(
  ['npm', 'pypi', 'crates.io', 'maven-central', 'packagist', 'rubygems', 'nuget', 'pub.dev', 'jsr', 'hex', 'go'],
  'a registry that the sandbox has: npm, pypi, crates.io, maven-central, packagist, rubygems, nuget, pub.dev, jsr, hex or go',
);

const build = z.strictObject({
  repository: z
    .string()
    .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'as `owner/name`')
    .exactOptional(),
  commit: text,
  ref: z.string().startsWith('refs/', 'a whole ref, as in `refs/tags/v1.2.3`').exactOptional(),
  workflow: text,
  run: z.int().min(1),
  event: text.exactOptional(),
  environment: text.nullable().exactOptional(),
  runner: z.enum(['github-hosted', 'self-hosted']).exactOptional(),
});

const account = z.strictObject({ name: text, email: text.exactOptional() });

const publisher = z
  .strictObject({
    trusted: z
      .strictObject({
        provider: text.exactOptional(),
        configuration: text.exactOptional(),
        approver: account.exactOptional(),
      })
      .exactOptional(),
    person: account.exactOptional(),
    nobody: z.literal(true).exactOptional(),
  })
  .refine((by) => Object.keys(by).length === 1, 'exactly one of `trusted`, `person` and `nobody`');

const file = z.strictObject({
  name: text.regex(/^[^/\\]+$/, 'a file name without slashes'),
  at: moment.exactOptional(),
  content: z.string().max(1_000_000).exactOptional(),
  build: build.exactOptional(),
});

const withdrawal = z.strictObject({
  kind: z.enum(['yanked', 'deprecated', 'unlisted', 'retracted']),
  reason: text.exactOptional(),
  at: moment,
});

/** One release of a package, key by key; nothing else may stand in it. */
const scenarioPackageRelease = z.strictObject({
  version: text,
  at: moment,
  heldSeconds: seconds.exactOptional(),
  by: publisher,
  build: build.nullable().exactOptional(),
  attested: z.union([z.boolean(), z.literal('partial')], 'true, false or `partial`').exactOptional(),
  files: z.array(file).min(1, 'leave `files` out for the usual one').readonly().exactOptional(),
  claimedCommit: text.nullable().exactOptional(),
  dirty: z.boolean().exactOptional(),
  repository: text.nullable().exactOptional(),
  withdrawn: withdrawal.exactOptional(),
  vanishedAt: moment.exactOptional(),
  installScript: z.boolean().exactOptional(),
  dependencies: list(text).exactOptional(),
  signingKey: text.exactOptional(),
});

const release = scenarioPackageRelease.refine(
  ({ attested, build, files }) =>
    attested === undefined ||
    attested === false ||
    (build !== undefined && build !== null) ||
    files?.some((each) => each.build !== undefined) === true,
  { error: 'an attested release needs the `build` that its certificate names', path: ['attested'] },
);

const owner = z.strictObject({
  name: text,
  kind: z.enum(['person', 'team', 'organisation']).exactOptional(),
  role: text.exactOptional(),
  from: moment.exactOptional(),
  until: moment.exactOptional(),
});

const advisory = z.strictObject({ id: text, at: moment, versions: list(text) });

/** A package of a scenario file. */
export const scenarioPackageSchema: z.ZodType<ScenarioPackage> = z
  .strictObject({
    registry,
    name: text,
    repository: text.nullable().exactOptional(),
    owners: list(owner).exactOptional(),
    trustedPublishingOnly: z.boolean().exactOptional(),
    twoFactorRequired: z.boolean().exactOptional(),
    heldAt: moment.exactOptional(),
    releases: list(release),
    advisories: list(advisory).exactOptional(),
  })
  .superRefine(({ releases, repository }, context) => {
    const seen = new Set<string>();
    releases.forEach((each, index) => {
      if (seen.has(each.version))
        context.addIssue({
          code: 'custom',
          path: ['releases', index, 'version'],
          message: `\`${each.version}\` is released twice: no registry takes a version a second time`,
        });
      seen.add(each.version);
      if (each.build?.repository === undefined && (each.build ?? null) !== null && (repository ?? null) === null)
        context.addIssue({
          code: 'custom',
          path: ['releases', index, 'build', 'repository'],
          message: 'is needed where the package itself names no repository',
        });
    });
  });
