/** What makes a finding go where the files are as they should be already. */
export type SettledBy = 'next-release';
