import { commandWord } from '../registries/plain.ts';

/** The command that shows the releases of a package, as code; of all packages where its name fits no shell. */
export function ledgerCommand(name: string): string {
  const word = commandWord(name);
  return word === null ? '`mintmark ledger .`' : `\`mintmark ledger . --package ${word}\``;
}
