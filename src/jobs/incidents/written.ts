import type { StoredIncident } from '../../store/store.ts';

/** What is kept in `StoredIncident.written`: what was said, where it shows, and whether people have ended it. */
export interface Written {
  /** Digest of the text as last written. */
  readonly text: string;
  /** GitHub's id of the check run that hints at it; null where there is none. */
  readonly checkRun: number | null;
  /** People have closed, published, locked or deleted it: it is left alone. */
  readonly isOver: boolean;
}

export function writtenOf({ written }: Pick<StoredIncident, 'written'>): Written {
  const [text = '', checkRun = '', state = ''] = (written ?? '').split('.');
  return { text, checkRun: checkRun === '' ? null : Number(checkRun), isOver: state === 'over' };
}

export function withWritten(incident: StoredIncident, change: Partial<Written>): StoredIncident {
  const { text, checkRun, isOver } = { ...writtenOf(incident), ...change };
  return { ...incident, written: `${text}.${checkRun ?? ''}.${isOver ? 'over' : ''}` };
}

/** It waits to be told, or stands where it was told. */
export function isOpen(incident: StoredIncident): boolean {
  return incident.state === 'noticed' || (incident.state === 'told' && !writtenOf(incident).isOver);
}
