export { dialectOf } from './dialect-of.ts';
export { isLoaded, loadShells } from './grammars.ts';
export type { Dialect, ShellCommand, Word } from './model.ts';
export { parseScript } from './parse-script.ts';
export { programOf } from './program-of.ts';
export { unwrap } from './unwrap.ts';
