import type { ResponseStep } from '../types/incident-pack.ts';

/**
 * What a maintainer can do at one registry about a release that did not come from them, in the order in which it is to be
 * done: keep what is there, stop it, take the credentials away, report it. Each command is for a person to copy; none is
 * ever run. What cannot be undone says so.
 */
export interface Response {
  steps(values: ResponseValues): readonly ResponseStep[];
}

/** What happened to which package. All of it comes from outside and may be hostile. */
export interface ResponseValues {
  /** As the registry spells it. */
  readonly package: string;
  readonly release: string;
  /** Where installs without a version get this release: the one of its line before it, to lead them back to. Else null. */
  readonly before: string | null;
  /** Names of the release's files, as the registry lists them. */
  readonly files: readonly string[];
  /** `owner/name` on GitHub. */
  readonly repository: string;
}

/** What users of the package read where a registry shows a reason: it names nothing that is not known yet. */
export const warning = 'Do not use: this release was not published by its maintainers';

/** Files for which a command of their own is written, at most. */
export const mostFiles = 10;

/** The hash of what was downloaded, before anybody opens it. */
export const hashCommand = 'find . -maxdepth 1 -type f -exec openssl dgst -sha256 {} +';

/** Said where a download has to be kept from running anything. */
export const folderSays = 'Do this in an empty folder, and do not install or unpack anything there';
