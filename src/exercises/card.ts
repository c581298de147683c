/** What players may ask for, in the order in which it is handed out. */
export const cardIds = [
  'posture',
  'ledger-before',
  'change',
  'ledger',
  'incident',
  'public',
  'check',
  'after',
] as const;

export type CardId = (typeof cardIds)[number];

/** What stands on a card: what Mintmark wrote when the story was played on the sandbox. */
export interface Card {
  readonly id: CardId;
  /** Markdown or plain text, as Mintmark wrote it. */
  readonly text: string;
  readonly form: 'markdown' | 'text';
}

export interface CardKind {
  readonly title: string;
  /** What it answers, for the facilitator's list. */
  readonly answers: string;
  /** Why there is none, where the story leaves none behind. */
  readonly missing: string;
}

export const cardKinds: Readonly<Record<CardId, CardKind>> = {
  posture: {
    title: 'How the package is published',
    answers: 'Which workflow, which credential, what is open: the audit of the repository before it began.',
    missing: 'Nothing was audited: this organisation has nothing that publishes, as far as Mintmark was shown.',
  },
  'ledger-before': {
    title: 'The release history before',
    answers: 'What the releases so far look like: who published them, and what proves it.',
    missing: 'Mintmark cannot ask this registry, so that there is no history to compare with.',
  },
  change: {
    title: 'The check run of the change',
    answers: 'What Mintmark wrote beside the change that players ask about.',
    missing: 'No change of the repository belongs to this story.',
  },
  ledger: {
    title: 'The release history with the new release',
    answers: 'What does not fit the release, and what does.',
    missing: 'Mintmark cannot ask this registry: nobody but its own page and the downloads can tell.',
  },
  incident: {
    title: 'The incident pack',
    answers: 'What is known, what is not, and what to do in which order.',
    missing:
      'Mintmark raised no alarm: what it can see from outside did not differ from an honest release. The alarm has to come from people, from users, or from a scanner of contents.',
  },
  public: {
    title: 'What everybody sees meanwhile',
    answers: 'The check run on the default branch that anybody can read. It names no release.',
    missing: 'Nothing public stands beside the repository, since there is no incident to hint at.',
  },
  check: {
    title: 'The check run of the default branch',
    answers: 'What Mintmark says of the repository now.',
    missing: 'The repository has no check run.',
  },
  after: {
    title: 'The release history when it is over',
    answers: 'What the ledger shows once the registry answers again.',
    missing: 'The story ends before the registry shows anything else.',
  },
};
