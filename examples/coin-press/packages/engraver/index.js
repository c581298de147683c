/** The text around the rim of a coin. */
export const rim = (words) => words.join(' · ').toUpperCase();
