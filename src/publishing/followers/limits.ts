/** Characters of a file that is followed. */
export const maximumText = 256 * 1024;

/** Scripts that one command leads to. */
export const maximumScripts = 500;

/** Targets, recipes or tasks visited for one command. */
export const maximumTargets = 500;

/** Rules of one makefile with what it includes. */
export const maximumRules = 2000;

/** Files that one build file includes, directly and through others. */
export const maximumIncludes = 50;
