/** Who sits at the table. With fewer people than roles, the first ones are given out, and the others doubled up. */
export const roles: readonly { readonly name: string; readonly does: string }[] = [
  { name: 'Lead', does: 'decides, keeps the order of things, and says when something is decided' },
  { name: 'Scribe', does: 'writes down times, decisions and what nobody knew' },
  { name: 'Release manager', does: 'knows how a release is made, and makes the next one' },
  { name: 'Registry owner', does: 'acts on the registry: withdraws, revokes, reports' },
  { name: 'Repository administrator', does: 'acts on GitHub: people, settings, secrets, runs' },
  { name: 'Security contact', does: 'takes reports, and talks to whoever found something' },
  { name: 'Voice', does: 'writes what users and the public are told' },
];

export const rules: readonly string[] = [
  'Nothing is really done: nobody revokes, withdraws, pushes or posts anything. Say what you would do, with which account, on which page.',
  'Play yourselves, with the rights, keys and time zones that you have today.',
  'The facilitator is always right about what happens, and never about what you should do.',
  'Nobody is tested. What does not work is what the hour is for.',
  'Evidence has to be asked for: say what you want to look at.',
];
