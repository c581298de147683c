/** What is wrong with a credential, in a sentence without its value. */
export interface Trouble {
  readonly problem: string;
}

/** The other thing that can be done about a credential that is missing. */
export const setUp = 'or run `mintmark setup`';
