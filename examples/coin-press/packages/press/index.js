import { rim } from '@coin-press/engraver';

/** As many coins as asked for, all alike. */
export const strike = (words, count) => Array.from({ length: count }, () => rim(words));
